interface Texts {
  description?: string;
  friendlyName?: string;
  labels?: Record<string, string>;
}

interface TextsBody {
  description?: string | null | undefined;
  friendlyName?: string | null | undefined;
  labels?: Record<string, string | null> | null | undefined;
}

/**
 * An entry with the description, name and labels a request sets. `null` removes one; what is absent stays, or with `replace`
 * (update instead of patch) goes.
 */
export function changedTexts<T extends Texts>(before: T, body: TextsBody, replace: boolean): T {
  const after: T = { ...before };
  const description = changedText(before.description, body.description, replace);
  const friendlyName = changedText(before.friendlyName, body.friendlyName, replace);
  if (description === undefined) delete after.description;
  else after.description = description;
  if (friendlyName === undefined) delete after.friendlyName;
  else after.friendlyName = friendlyName;
  if (body.labels === null || (body.labels === undefined && replace)) delete after.labels;
  else if (body.labels !== undefined) {
    const merged = { ...(replace ? {} : before.labels), ...body.labels };
    after.labels = Object.fromEntries(
      Object.entries(merged).filter((pair): pair is [string, string] => pair[1] !== null),
    );
  }
  return after;
}

function changedText(
  before: string | undefined,
  given: string | null | undefined,
  replace: boolean,
): string | undefined {
  if (given === null) return undefined;
  return given ?? (replace ? undefined : before);
}
