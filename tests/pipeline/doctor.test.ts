import { expect } from 'chai';
import { examine } from '../../pipeline/doctor/examine.ts';
import { openSmallPipeline } from './small-pipeline.ts';

describe('the doctor', function () {
  this.timeout(30_000);

  it('says what is well, what is not, and how to mend it', async () => {
    const small = await openSmallPipeline({ TANK_API_SERVER: 'http://127.0.0.1:9' });
    try {
      const found = await examine(small.session, {});
      const ill = found.filter(({ isWell }) => !isWell).map(({ what }) => what);
      expect(ill).to.deep.equal(['datasets', 'who is told', 'API']);
      expect(found.map(({ what }) => what)).to.include.members(['warehouse and clock', 'disk']);
      for (const { remedy } of found) expect(remedy).to.match(/\.$/);
      for (const name of ['raw', 'staging', 'historical_data', 'features']) {
        await small.query(`CREATE SCHEMA IF NOT EXISTS mlb_${name}`);
        await small.query(`CREATE TABLE mlb_${name}.t (a INT64)`);
      }
      const again = await examine(small.session, { TANK_SLACK_WEBHOOK: 'http://127.0.0.1:9' });
      expect(again.filter(({ isWell }) => !isWell).map(({ what }) => what)).to.deep.equal(['API']);
    } finally {
      await small.close();
    }
  });
});
