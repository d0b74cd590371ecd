import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** Debian's Chromium; undefined, with the reason printed, when it is missing. In CI it must not be missing. */
export async function openBrowser(): Promise<Browser | undefined> {
  if (existsSync(executablePath)) {
    return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  }
  const missing = `there is no ${executablePath}: install Debian's chromium`;
  if (process.env.CI !== undefined) throw new Error(missing);
  console.log(`      skipped: ${missing}`);
  return undefined;
}
