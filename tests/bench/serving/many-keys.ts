import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const sha256 = (text: string): Buffer => hash('sha256', text, 'buffer');

/** The API key of a number. */
export function keyOf(number: number): string {
  return `tank_${idOf(number)}_${secretOf(number)}`;
}

/** Writes a file of as many keys. */
export function writeManyKeys(file: string, amount: number): void {
  const keys = Array.from({ length: amount }, (_, number) => ({
    id: idOf(number),
    name: `client ${number}`,
    sha256: sha256(secretOf(number)).toString('hex'),
    per_minute: 60,
    per_hour: 1000,
    created_at: '2026-01-01T00:00:00.000Z',
  }));
  writeFileSync(file, JSON.stringify({ salt: sha256('salt').toString('hex'), keys }));
}

function idOf(number: number): string {
  return number.toString(16).padStart(12, '0');
}

function secretOf(number: number): string {
  return sha256(`secret ${number}`).toString('base64url');
}
