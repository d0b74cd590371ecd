import type { Random } from './random.ts';

const givenNames =
  'Aldro Ansel Arvo Bexley Bram Calder Corvin Dashel Dovan Edric Elko Fenn Ferrin Galt Garrow Halden Hollis Ibram Ivo Jarrick Joss Kelvo Korben Lathan Lorne Maddox Merrin Nevo Nollan Orrin Osric Pell Perrin Quill Rasko Renny Sorrel Stellan Tavo Torrin Ulric Umber Vanno Verrick Wendell Wick Xavo Yannick Yorren Zeb Zorin Tamsin Brisco Cato Dunstan Emeric Fitch Gideo Hark Jory'.split(
    ' ',
  );
const surnameStarts =
  'Ash Bal Bram Cald Cor Dar Dren Ells Fal Fenn Gar Glas Hol Hux Ib Jas Kel Kor Lan Lor Mar Mel Nor Ol Ost Pem Quar Ral Rud Sal Sten Tar Thor Ul Val Ver Wes Wul Yar Zel'.split(
    ' ',
  );
const surnameEnds =
  'ambo andro aster bury by dale den derrin dovan dric esh field gate grave holt ida ister kin lo low mere mond nak ovar quist rell ridge sen stad thorpe ulo vane vik ward well worth zano'.split(
    ' ',
  );
const towns =
  'Amberfall Brackwater Cinderwick Dunmarsh Eastmoor Farrowby Gallowmere Harth Ironford Juniper Knollhaven Larkmoor Mistral Northwick Oldbridge'.split(
    ' ',
  );

/** An invented person's name and birthplace. */
export interface InventedName {
  given: string;
  surname: string;
  town: string;
}

/** Draws a full name that is not yet in `taken`, and adds it. The lists were made up for this league. */
export function inventName(random: Random, taken: Set<string>): InventedName {
  for (;;) {
    const given = random.pick(givenNames);
    const surname = random.pick(surnameStarts) + random.pick(surnameEnds);
    const full = `${given} ${surname}`;
    if (!taken.has(full)) {
      taken.add(full);
      return { given, surname, town: random.pick(towns) };
    }
  }
}
