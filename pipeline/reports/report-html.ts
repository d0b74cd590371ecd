import { html, type Html } from '../../serving/page/html.ts';
import type { Night } from './night.ts';
import { headline, sectionsOf, type Section } from './sections.ts';

// Mail programs know no style sheets that they may not strip: each element has its own style.
const text = 'font:15px/1.5 system-ui,-apple-system,Segoe UI,sans-serif;color:#1d2733';
const cell = 'padding:5px 4px;border-bottom:1px solid #e3e8ee;font-size:13px;vertical-align:top';
const heads = `${cell};color:#5a6b7c;font-weight:600;border-bottom-color:#b9c4cf`;

function tableOf({ head, rows, right }: NonNullable<Section['table']>): Html {
  const aligned = (place: number): string =>
    `text-align:${right.includes(place) ? 'right' : 'left'}`;
  // Numbers, and what a row is about, stay on one line; headings and names may wrap, so that a phone shows all.
  const whole = (place: number): string =>
    right.includes(place)
      ? ';white-space:nowrap;font-variant-numeric:tabular-nums'
      : place === 0
        ? ';white-space:nowrap'
        : '';
  return html`<div style="overflow-x:auto">
    <table style="border-collapse:collapse;width:100%;margin:6px 0 4px">
      <tr>
        ${head.map((name, place) => html`<th scope="col" style="${heads};${aligned(place)}">${name}</th>`)}
      </tr>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((value, place) => html`<td style="${cell};${aligned(place)}${whole(place)}">${value}</td>`)}
          </tr>`,
      )}
    </table>
  </div>`;
}

const colours: Readonly<Record<string, string>> = {
  done: '#1a7f4b',
  skipped: '#5a6b7c',
  degraded: '#9a6700',
  failed: '#b42318',
  running: '#5a6b7c',
};

/** The report as HTML that mail programs show: no script, no address, no style sheet. */
export function reportHtml(night: Night): string {
  const status = night.run?.status ?? 'no run';
  const badge = `display:inline-block;padding:2px 10px;border-radius:10px;color:#fff;font-size:13px;background:${colours[status] ?? '#b42318'}`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>Hank's Tank, ${night.date}</title>
      </head>
      <body style="margin:0;background:#f4f6f8;${text}">
        <div style="max-width:760px;margin:0 auto;padding:24px 8px">
          <h1 style="font-size:22px;margin:0 0 4px">Night of ${night.date}</h1>
          <p style="margin:0 0 16px"><span style="${badge}">${status}</span> ${headline(night)}</p>
          ${sectionsOf(night).map(
            (section) =>
              html`<section
                style="background:#fff;border:1px solid #e3e8ee;border-radius:8px;padding:12px 8px;margin:0 0 14px"
              >
                <h2 style="font-size:16px;margin:0 0 6px">${section.title}</h2>
                ${section.lines.map((line) => html`<p style="margin:0 0 6px;overflow-wrap:anywhere">${line}</p>`)}
                ${section.table && tableOf(section.table)}
              </section>`,
          )}
          <p style="color:#5a6b7c;font-size:13px">
            ${night.project}${night.run && html`, run ${night.run.runId}: tank runs ${night.run.runId}`}
          </p>
        </div>
      </body>
    </html>`.html.replace(/\n\s+/g, '\n');
}
