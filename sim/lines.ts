/** A batter's figures in one game, named as in the API. */
export interface BattingLine {
  gamesPlayed: number;
  flyOuts: number;
  groundOuts: number;
  airOuts: number;
  runs: number;
  doubles: number;
  triples: number;
  homeRuns: number;
  strikeOuts: number;
  baseOnBalls: number;
  intentionalWalks: number;
  hits: number;
  hitByPitch: number;
  atBats: number;
  caughtStealing: number;
  stolenBases: number;
  groundIntoDoublePlay: number;
  groundIntoTriplePlay: number;
  plateAppearances: number;
  totalBases: number;
  rbi: number;
  leftOnBase: number;
  sacBunts: number;
  sacFlies: number;
  catchersInterference: number;
  pickoffs: number;
  popOuts: number;
  lineOuts: number;
}

/** A pitcher's figures in one game, named as in the API; `outs` are thirds of innings. */
export interface PitchingLine {
  gamesPlayed: number;
  gamesStarted: number;
  flyOuts: number;
  groundOuts: number;
  airOuts: number;
  runs: number;
  doubles: number;
  triples: number;
  homeRuns: number;
  strikeOuts: number;
  baseOnBalls: number;
  intentionalWalks: number;
  hits: number;
  hitByPitch: number;
  atBats: number;
  caughtStealing: number;
  stolenBases: number;
  numberOfPitches: number;
  wins: number;
  losses: number;
  saves: number;
  saveOpportunities: number;
  holds: number;
  blownSaves: number;
  earnedRuns: number;
  battersFaced: number;
  outs: number;
  gamesPitched: number;
  completeGames: number;
  shutouts: number;
  balls: number;
  strikes: number;
  hitBatsmen: number;
  balks: number;
  wildPitches: number;
  pickoffs: number;
  rbi: number;
  gamesFinished: number;
  inheritedRunners: number;
  inheritedRunnersScored: number;
  catchersInterference: number;
  sacBunts: number;
  sacFlies: number;
  passedBall: number;
  popOuts: number;
  lineOuts: number;
}

/** A fielder's figures in one game, named as in the API. */
export interface FieldingLine {
  gamesStarted: number;
  caughtStealing: number;
  stolenBases: number;
  assists: number;
  putOuts: number;
  errors: number;
  passedBall: number;
  pickoffs: number;
}

export function emptyBatting(): BattingLine {
  return {
    gamesPlayed: 0,
    flyOuts: 0,
    groundOuts: 0,
    airOuts: 0,
    runs: 0,
    doubles: 0,
    triples: 0,
    homeRuns: 0,
    strikeOuts: 0,
    baseOnBalls: 0,
    intentionalWalks: 0,
    hits: 0,
    hitByPitch: 0,
    atBats: 0,
    caughtStealing: 0,
    stolenBases: 0,
    groundIntoDoublePlay: 0,
    groundIntoTriplePlay: 0,
    plateAppearances: 0,
    totalBases: 0,
    rbi: 0,
    leftOnBase: 0,
    sacBunts: 0,
    sacFlies: 0,
    catchersInterference: 0,
    pickoffs: 0,
    popOuts: 0,
    lineOuts: 0,
  };
}

export function emptyPitching(): PitchingLine {
  return {
    gamesPlayed: 0,
    gamesStarted: 0,
    flyOuts: 0,
    groundOuts: 0,
    airOuts: 0,
    runs: 0,
    doubles: 0,
    triples: 0,
    homeRuns: 0,
    strikeOuts: 0,
    baseOnBalls: 0,
    intentionalWalks: 0,
    hits: 0,
    hitByPitch: 0,
    atBats: 0,
    caughtStealing: 0,
    stolenBases: 0,
    numberOfPitches: 0,
    wins: 0,
    losses: 0,
    saves: 0,
    saveOpportunities: 0,
    holds: 0,
    blownSaves: 0,
    earnedRuns: 0,
    battersFaced: 0,
    outs: 0,
    gamesPitched: 0,
    completeGames: 0,
    shutouts: 0,
    balls: 0,
    strikes: 0,
    hitBatsmen: 0,
    balks: 0,
    wildPitches: 0,
    pickoffs: 0,
    rbi: 0,
    gamesFinished: 0,
    inheritedRunners: 0,
    inheritedRunnersScored: 0,
    catchersInterference: 0,
    sacBunts: 0,
    sacFlies: 0,
    passedBall: 0,
    popOuts: 0,
    lineOuts: 0,
  };
}

export function emptyFielding(): FieldingLine {
  return {
    gamesStarted: 0,
    caughtStealing: 0,
    stolenBases: 0,
    assists: 0,
    putOuts: 0,
    errors: 0,
    passedBall: 0,
    pickoffs: 0,
  };
}

/** The field-by-field sum of lines, in the fields of `zero`. */
export function sumLines<Line extends object>(zero: Line, lines: readonly Line[]): Line {
  const total = { ...zero };
  for (const key of Object.keys(zero) as (keyof Line)[]) {
    let sum = 0;
    for (const line of lines) sum += Number(line[key]);
    total[key] = sum as Line[keyof Line];
  }
  return total;
}
