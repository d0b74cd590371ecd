import type { Alert } from './evaluate.ts';

const heading = (alerts: readonly Alert[]): string => {
  const firing = alerts.filter(({ status }) => status === 'firing').length;
  const resolved = alerts.length - firing;
  return [
    ...(firing > 0 ? [`${firing} firing`] : []),
    ...(resolved > 0 ? [`${resolved} resolved`] : []),
  ].join(', ');
};

/** One line of an alert. */
export const alertLine = ({ rule, subject, severity, status, says }: Alert): string =>
  `${status === 'firing' ? severity.toUpperCase() : 'RESOLVED'} ${rule} (${subject}): ${says}`;

/** Subject and text of a message about alerts. @param project whose warehouse it is about */
export function alertMessage(
  project: string,
  alerts: readonly Alert[],
): { subject: string; text: string } {
  return {
    subject: `[Hank's Tank ${project}] alerts: ${heading(alerts)}`,
    text: alerts
      .map((alert) =>
        [
          alertLine(alert),
          `  since ${alert.firstSeenAt.slice(0, 16).replace('T', ' ')} UTC` +
            (alert.resolvedAt === null
              ? `; what to do: ${alert.runbook}`
              : `, until ${alert.resolvedAt.slice(0, 16).replace('T', ' ')} UTC`),
        ].join('\n'),
      )
      .join('\n\n'),
  };
}
