import { remembered } from './remembered.ts';

/** A number's format model, as CAST(... AS STRING FORMAT ...) reads it. */
export interface NumberModel {
  /** The digits and separators before the point: `0`, `9`, `X`, `x` and `,`. */
  whole: string[];
  point: '.' | 'V' | undefined;
  /** How many digits follow the point. */
  decimals: number;
  exponent: string | undefined;
  sign: 'S leading' | 'S trailing' | 'MI' | 'PR' | undefined;
  currency: string;
  isFilled: boolean;
  isBlankAtZero: boolean;
}

const elements = /^(?:EEEE|FM|MI|PR|TM[9E]?|RN|[09X,.GDVSBLC$])/i;

const fail = (message: string) => new Error(`Error in format string: ${message}`);

const isHexadecimal = (model: NumberModel) =>
  model.whole.some((element) => element.toUpperCase() === 'X');
const digitsOf = (model: NumberModel) => model.whole.filter((element) => element !== ',').length;

function addDigit(model: NumberModel, written: string): void {
  const element = written.toUpperCase();
  const { exponent, point, sign } = model;
  if (exponent !== undefined) throw fail(`'${written}' cannot appear after 'EEEE'`);
  if (sign === 'S trailing') throw fail("'S' can only appear before or after all digits");
  if (sign === 'MI' || sign === 'PR')
    throw fail(`'${sign}' can only appear after all digits and 'EEEE'`);
  if (element === 'X' && point !== undefined) throw fail(`'X' cannot appear together with '.'`);
  if (point === undefined) model.whole.push(element === '0' ? '0' : written);
  else model.decimals += 1;
}

function addSign(model: NumberModel, element: 'S' | 'MI' | 'PR'): void {
  if (model.sign === 'MI' || model.sign === 'PR')
    throw fail(`Unexpected format element '${element}'`);
  if (model.sign !== undefined) throw fail("There can be at most one of 'S', 'MI', or 'PR'");
  const isBefore = digitsOf(model) === 0 && model.point === undefined;
  if (element !== 'S') model.sign = element;
  else model.sign = isBefore ? 'S leading' : 'S trailing';
}

const separators = new Set([',', 'G', '.', 'D', 'V']);

function add(model: NumberModel, written: string): void {
  const element = written.toUpperCase();
  const isSigned = model.sign !== undefined && model.sign !== 'S leading';
  if (isSigned && separators.has(element)) throw fail(`Unexpected format element '${written}'`);
  switch (element) {
    case '0':
    case '9':
    case 'X':
      addDigit(model, written);
      return;
    case ',':
    case 'G':
      if (digitsOf(model) === 0 || model.exponent !== undefined) throw fail("Unexpected ','");
      if (model.point !== undefined) throw fail("',' or 'G' cannot appear after '.', 'D' or 'V'");
      model.whole.push(',');
      return;
    case '.':
    case 'D':
    case 'V':
      if (model.point !== undefined) throw fail("There can be at most one of '.', 'D', or 'V'");
      if (model.exponent !== undefined) throw fail(`'${written}' cannot appear after 'EEEE'`);
      model.point = element === 'V' ? 'V' : '.';
      return;
    case 'S':
    case 'MI':
    case 'PR':
      addSign(model, element);
      return;
    case '$':
    case 'L':
    case 'C':
      if (model.currency !== '') throw fail("There can be at most one of '$', 'C' or 'L'");
      model.currency = element === 'C' ? (written === 'c' ? 'usd' : 'USD') : '$';
      return;
    case 'EEEE':
      if (digitsOf(model) + model.decimals === 0 || model.exponent !== undefined)
        throw fail("Unexpected 'EEEE'");
      model.exponent = written.charAt(0);
      return;
    case 'B':
      if (model.isBlankAtZero) throw fail("There can be at most one 'B'");
      model.isBlankAtZero = true;
      return;
    case 'FM':
      if (!model.isFilled) throw fail("'FM' cannot be repeated");
      model.isFilled = false;
      return;
    default:
      throw new Error(
        `Not supported by the embedded warehouse: the format element ${element}; use FORMAT()`,
      );
  }
}

function check(model: NumberModel): NumberModel {
  if (digitsOf(model) + model.decimals === 0)
    throw fail("Format string must contain at least one of 'X', '0' or '9'");
  if (model.exponent !== undefined && model.whole.includes(','))
    throw fail("',' or 'G' cannot appear together with 'EEEE'");
  if (!isHexadecimal(model)) return model;
  const others: Record<string, boolean> = {
    '9': model.whole.includes('9'),
    ',': model.whole.includes(','),
    '.': model.point !== undefined,
    $: model.currency !== '',
    EEEE: model.exponent !== undefined,
    B: model.isBlankAtZero,
  };
  const other = Object.keys(others).find((element) => others[element]);
  if (other !== undefined) throw fail(`'X' cannot appear together with '${other}'`);
  if (digitsOf(model) > 16) throw fail("Max number of 'X' is 16");
  return model;
}

/** The elements of a format. Throws for one that numbers do not have, or that stands in a wrong place. */
export const numberModel = remembered((format: string): NumberModel => {
  const model: NumberModel = {
    whole: [],
    point: undefined,
    decimals: 0,
    exponent: undefined,
    sign: undefined,
    currency: '',
    isFilled: true,
    isBlankAtZero: false,
  };
  for (let rest = format; rest !== '';) {
    const [written] = elements.exec(rest) ?? [];
    if (written === undefined) throw fail(`Invalid format element '${rest.charAt(0)}'`);
    add(model, written);
    rest = rest.slice(written.length);
  }
  return check(model);
});
