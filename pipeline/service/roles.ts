import type { Topic } from '../events/envelope.ts';

/** The services that handle events, with the topics that are pushed to each; infra/terraform/main.tf says the same. */
export const eventRoles = {
  collector: ['run.requested', 'data.retry'],
  validator: ['data.collected'],
  loader: ['data.validated'],
  features: ['data.loaded'],
  trainer: ['features.created', 'model.deployed'],
  pipeline: ['predictions.created'],
} as const satisfies Readonly<Record<string, readonly Topic[]>>;

export type EventRole = keyof typeof eventRoles;

export const isEventRole = (role: string): role is EventRole => role in eventRoles;
