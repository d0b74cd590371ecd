// What holds of the rows of every model of this layer.
row_checks.declare(
  { assert, dataform },
  {
    dataset: 'mlb_quality',
    tags: ['quality'],
    models: {
      date_quality_checks: {
        key: ['check_date', 'entity', 'check_name'],
        required: ['phase', 'severity', 'is_passed', 'pass_rate'],
      },
      date_quality_grades: {
        key: ['entity', 'check_date'],
        required: ['phase', 'grade', 'should_proceed', 'should_alert', 'should_retry'],
      },
      game_quality_checks: {
        key: ['game_pk', 'entity', 'check_name'],
        required: ['check_date', 'phase', 'severity', 'is_passed', 'pass_rate'],
      },
      game_quality_grades: {
        key: ['game_pk'],
        required: [
          'game_date',
          'phase',
          'grade',
          'is_admitted',
          'should_proceed',
          'should_alert',
          'should_retry',
        ],
      },
      grading_actions: {
        key: ['phase', 'grade'],
        required: ['should_proceed', 'should_alert', 'should_retry'],
      },
      quality_checks: {
        date: 'check_date',
        key: ['check_name', 'entity', 'check_date', 'game_pk'],
        required: ['severity', 'is_passed', 'pass_rate'],
        nullable: ['game_pk'],
      },
      season_anomaly_checks: {
        key: ['game_pk', 'check_name'],
        required: ['check_date', 'phase', 'entity', 'severity', 'is_passed', 'pass_rate'],
      },
    },
  },
);
