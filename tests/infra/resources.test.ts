import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { load } from 'js-yaml';
import { topics } from '../../pipeline/events/envelope.ts';
import { schedules, watches } from '../../pipeline/runs/schedule.ts';
import { buildTags, reportTags } from '../../pipeline/stages.ts';
import { compileDataform } from '../../warehouse/compiled-project.ts';
import { readConfiguration, type Block, type Module } from './configuration.ts';

const infra = path.resolve(import.meta.dirname, '../../infra');

describe('what is made on Google Cloud', () => {
  let configuration: Map<string, Module>;
  const module = (name: string): Module => configuration.get(`modules/${name}`)!;
  const resource = (folder: string, type: string, name: string): Block =>
    module(folder).resources.get(type)!.get(name)!;

  before(async () => {
    configuration = await readConfiguration();
  });

  it('datasets are those of the compiled project and of the tables beside it', async () => {
    const {
      tables = [],
      operations = [],
      assertions = [],
      declarations = [],
    } = await compileDataform('p');
    const used = new Set(
      [...tables, ...operations, ...assertions, ...declarations].map(({ target }) => target.schema),
    );
    expect(Object.keys(module('warehouse').locals.datasets as Block).sort()).to.deep.equal(
      [...used].sort(),
    );
  });

  it('topics are those of the code, each with a service that there is', () => {
    const made = configuration.get('.')!.locals.topics as Record<string, string>;
    expect(Object.keys(made).sort()).to.deep.equal([...topics].sort());
    expect(
      Object.values(made).filter(
        (name) => !(name in (module('services').locals.services as Block)),
      ),
    ).to.deep.equal([]);
  });

  it('whoever emits an event may publish to its topic', () => {
    const publishers = module('messaging').locals.publishers as { topics: string[] }[];
    expect(publishers.flatMap((publisher) => publisher.topics).sort()).to.deep.equal(
      [...topics].sort(),
    );
  });

  it('events are pushed with a token, tried again, and end in a dead-letter topic', () => {
    const push = resource('messaging', 'google_pubsub_subscription', 'push');
    const first = (name: string): Block => (push[name] as Block[])[0]!;
    expect(first('push_config')).to.have.property('oidc_token');
    expect(first('retry_policy')).to.have.all.keys('minimum_backoff', 'maximum_backoff');
    expect(first('dead_letter_policy').dead_letter_topic).to.equal(
      '${google_pubsub_topic.dead[each.key].id}',
    );
  });

  it('schedules are those of the code, in US/Eastern', () => {
    const crons = Object.fromEntries(
      Object.entries({ ...schedules, ...watches }).map(([name, { cron }]) => [name, cron]),
    );
    expect(module('services').locals.schedules).to.deep.equal(crons);
    expect(crons).to.deep.equal({
      daily: '0 2 * * *',
      weekly: '0 3 * * 0',
      monthly: '0 4 1 * *',
      refresh: '10 9-22 * * *',
      alerts: '30 * * * *',
      heal: '45 7-22 * * *',
    });
    expect(resource('services', 'google_cloud_scheduler_job', 'of').time_zone).to.equal(
      'America/New_York',
    );
  });

  it("services have the plan's time, memory and instances", () => {
    const services = module('services').locals.services as Record<string, Block>;
    const plan: Record<string, Block> = {
      collector: { timeout: '540s', memory: '2Gi' },
      validator: { timeout: '300s', memory: '1Gi' },
      loader: { timeout: '540s', memory: '2Gi' },
      features: { memory: '2Gi', min: 0, max: 10 },
      trainer: { memory: '8Gi' },
      'prediction-api': { memory: '2Gi', cpu: '2', min: 1, max: 50 },
    };
    for (const [name, expected] of Object.entries(plan))
      expect(services[name], name).to.include(expected);
    const [template] = resource('services', 'google_cloud_run_v2_service', 'of')
      .template as Block[];
    const [container] = template!.containers as Block[];
    expect(container).to.have.property('startup_probe');
    expect(container).to.have.property('liveness_probe');
  });

  it('buckets are uniform, never public, and their objects go to nearline after 90 days, coldline after 365', () => {
    const bucket = resource('storage', 'google_storage_bucket', 'of');
    expect(bucket.uniform_bucket_level_access).to.equal(true);
    expect(bucket.public_access_prevention).to.equal('enforced');
    const rules = (bucket.lifecycle_rule as { action: Block[]; condition: Block[] }[]).map(
      ({ action: [action], condition: [condition] }) => [
        action?.storage_class ?? action?.type,
        condition?.age,
      ],
    );
    expect(rules.slice(0, 2)).to.deep.equal([
      ['NEARLINE', 90],
      ['COLDLINE', 365],
    ]);
  });

  it('Dataform runs by the tags of the pipeline', () => {
    const workflows = module('dataform').locals.workflows as Record<string, string[]>;
    expect(workflows.build).to.deep.equal([...buildTags]);
    expect(workflows.report).to.deep.equal([...reportTags]);
  });

  it('each rule of alerts.yaml has a policy of its severity and channels', () => {
    const { rules } = load(readFileSync(path.join(infra, 'alerts.yaml'), 'utf8')) as {
      rules: { name: string; severity: string; notify: string[] }[];
    };
    expect(rules).not.to.be.empty;
    const { locals } = module('monitoring');
    expect(configuration.get('.')!.locals.alerts).to.include('../alerts.yaml');
    expect(locals.rules).to.equal('${{ for rule in var.alerts.rules : rule.name => rule }}');
    const policy = resource('monitoring', 'google_monitoring_alert_policy', 'rule');
    expect(policy.for_each).to.equal('${local.rules}');
    expect(
      rules.filter(({ severity }) => !(severity in (locals.severities as Block))),
    ).to.deep.equal([]);
    const channels = Object.keys(locals.channels as Block);
    expect(
      rules.flatMap(({ notify }) => notify).filter((kind) => !channels.includes(kind)),
    ).to.deep.equal([]);
  });

  it('the log line that a policy waits for is the one that the pipeline writes', () => {
    const policy = resource('monitoring', 'google_monitoring_alert_policy', 'rule');
    const filter = JSON.stringify(policy.conditions);
    const [, event = ''] = /jsonPayload\.event=\\+"([\w.]+)\\+"/.exec(filter) ?? [];
    const check = readFileSync(path.resolve(infra, '../pipeline/alerts/check.ts'), 'utf8');
    expect(check).to.include(`event: '${event}', rule: alert.rule`);
  });
});
