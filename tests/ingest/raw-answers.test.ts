import { expect } from 'chai';
import { rawAnswers, rawTables } from '../../ingest/index.ts';

describe('requests behind the raw tables', () => {
  it('are named for every table but the one about the collection itself', () => {
    expect(Object.keys(rawAnswers).sort()).to.deep.equal(Object.keys(rawTables).sort());
    const without = Object.entries(rawAnswers).filter(([, answers]) => answers.length === 0);
    expect(without.map(([name]) => name)).to.deep.equal(['raw_collected_items']);
  });

  it('are the paths that ingest asks for, with names for values', () => {
    for (const answers of Object.values(rawAnswers)) {
      for (const { path } of answers) {
        expect(path).to.match(/^\/[\w/.{}]+/);
        expect(path).not.to.match(/undefined|NaN|\[object/);
      }
    }
    expect(rawAnswers.raw_boxscore_players[0]).to.deep.equal({
      service: 'MLB Stats API',
      path: '/api/v1.1/game/{game_pk}/feed/live',
      at: '$.liveData.boxscore.teams.{side}.players.ID{player_id}',
    });
  });
});
