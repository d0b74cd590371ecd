import { z } from 'zod';

/** What is read of a JSON Schema. */
export interface Schema {
  $ref?: string | undefined;
  type?: string | readonly string[] | undefined;
  format?: string | undefined;
  description?: string | undefined;
  default?: unknown;
  enum?: readonly unknown[] | undefined;
  const?: unknown;
  anyOf?: readonly Schema[] | undefined;
  items?: Schema | undefined;
  properties?: Readonly<Record<string, Schema>> | undefined;
  required?: readonly string[] | undefined;
}

const schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.string().optional(),
    description: z.string().optional(),
    default: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    anyOf: z.array(schema).optional(),
    items: schema.optional(),
    properties: z.record(z.string(), schema).optional(),
    required: z.array(z.string()).optional(),
  }),
);

const content = z.record(z.string(), z.object({ schema }));

const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  parameters: z.array(
    z.object({ name: z.string(), in: z.string(), required: z.boolean().default(false), schema }),
  ),
  requestBody: z.object({ content }).optional(),
  responses: z.record(
    z.string(),
    z.object({ description: z.string(), content: content.optional() }),
  ),
});

/** What the readable reference shows of an OpenAPI document. */
export const apiDocument = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  paths: z.record(z.string(), z.partialRecord(z.enum(['get', 'post', 'put', 'delete']), operation)),
  components: z.object({ schemas: z.record(z.string(), schema) }),
});

export type ApiDocument = z.output<typeof apiDocument>;
export type Operation = z.output<typeof operation>;

/** The name of the schema that is referred to; undefined of one that stands for itself. */
export function referredTo({ $ref }: Schema): string | undefined {
  return $ref?.split('/').at(-1);
}

/** A schema in a word or two: `integer`, `date or null`, `list of GamePrediction`. */
export function typeWords(one: Schema): string {
  const name = referredTo(one);
  if (name !== undefined) return name;
  if (one.const !== undefined) return JSON.stringify(one.const);
  if (one.enum !== undefined) return one.enum.map(String).join(', ');
  if (one.anyOf !== undefined) return [...new Set(one.anyOf.map(typeWords))].join(' or ');
  if (one.items !== undefined) return `list of ${typeWords(one.items)}`;
  if (one.format === 'date' || one.format === 'date-time') return one.format.replace('-', ' ');
  return [one.type ?? 'anything'].flat().join(' or ');
}

export interface Field {
  /** `predictions.distribution.total_runs.lines[].line`. */
  path: string;
  type: string;
  description: string | undefined;
  isRequired: boolean;
  default: unknown;
}

/** The fields of an object with those inside of it, each by its path. */
export function fieldsOf(one: Schema, prefix = ''): Field[] {
  return Object.entries(one.properties ?? {}).flatMap(([name, field]) => {
    const inner = insideOf(field);
    const path = `${prefix}${name}`;
    return [
      {
        path,
        type: typeWords(field),
        description: field.description ?? inner?.schema.description,
        isRequired: one.required?.includes(name) ?? false,
        default: field.default,
      },
      ...(inner === undefined ? [] : fieldsOf(inner.schema, `${path}${inner.isList ? '[]' : ''}.`)),
    ];
  });
}

/** The object in a field, be it optional or in a list. */
function insideOf(field: Schema): { schema: Schema; isList: boolean } | undefined {
  if (field.properties !== undefined) return { schema: field, isList: false };
  if (field.items !== undefined) {
    const inner = insideOf(field.items);
    return inner && { schema: inner.schema, isList: true };
  }
  return field.anyOf?.map(insideOf).find((inner) => inner !== undefined);
}
