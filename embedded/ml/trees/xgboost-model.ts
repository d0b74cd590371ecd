import type { TreeRecord } from './tree.ts';

/** What XGBoost must know of a boosted model. */
export interface BoosterDescription {
  objective: 'binary:logistic' | 'multi:softprob' | 'reg:squarederror';
  /** Columns the trees split on. */
  inputs: number;
  /** Of multi:softprob: the number of classes; else 0. */
  classes: number;
  /** Round by round; with classes each round's trees in their order. */
  trees: readonly TreeRecord[];
}

/** How XGBoost writes that a node has no parent. */
const noParent = 2_147_483_647;

/**
 * A boosted model as text in XGBoost's JSON format (its documentation, "Introduction to Model IO"), as version 1.7
 * writes it. The margin before the first tree is that of `base_score` 0.5.
 */
export function xgboostModel({ objective, inputs, classes, trees }: BoosterDescription): string {
  return jsonOf({
    learner: {
      attributes: {},
      feature_names: [],
      feature_types: [],
      gradient_booster: {
        model: {
          gbtree_model_param: {
            num_parallel_tree: '1',
            num_trees: String(trees.length),
            size_leaf_vector: '0',
          },
          tree_info: trees.map((_, index) => (classes === 0 ? 0 : index % classes)),
          trees: trees.map((tree, index) => treeJson(tree, index, inputs)),
        },
        name: 'gbtree',
      },
      learner_model_param: {
        base_score: '5E-1',
        boost_from_average: '0',
        num_class: String(classes),
        num_feature: String(inputs),
        num_target: '1',
      },
      objective:
        classes === 0
          ? { name: objective, reg_loss_param: { scale_pos_weight: '1' } }
          : { name: objective, softmax_multiclass_param: { num_class: String(classes) } },
    },
    version: [1, 7, 4],
  });
}

type Json = string | number | Float32Array | readonly Json[] | { [key: string]: Json };

/** JSON in which single-precision numbers have a point or an exponent, without which XGBoost takes them for integers. */
function jsonOf(value: Json): string {
  if (value instanceof Float32Array) return `[${Array.from(value, singleText).join(',')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(',')}]`;
  const entries = Object.entries(value).map(
    ([key, inner]) => `${JSON.stringify(key)}:${jsonOf(inner)}`,
  );
  return `{${entries.join(',')}}`;
}

function singleText(value: number): string {
  const text = String(Number(value.toPrecision(9)));
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function treeJson(tree: TreeRecord, id: number, inputs: number): Json {
  const { feature, threshold, left, right, defaultLeft, value, gain, cover } = tree;
  const isLeaf = (node: number) => (feature[node] ?? -1) < 0;
  const zeros = feature.map(() => 0);
  const parents = feature.map(() => noParent);
  feature.forEach((_, node) => {
    if (isLeaf(node)) return;
    parents[left[node] ?? 0] = node;
    parents[right[node] ?? 0] = node;
  });
  return {
    base_weights: Float32Array.from(value),
    categories: [],
    categories_nodes: [],
    categories_segments: [],
    categories_sizes: [],
    default_left: defaultLeft,
    id,
    left_children: left,
    loss_changes: Float32Array.from(gain),
    parents,
    right_children: right,
    split_conditions: Float32Array.from(threshold, (limit, node) =>
      isLeaf(node) ? (value[node] ?? 0) : limit,
    ),
    split_indices: feature.map((index) => Math.max(index, 0)),
    split_type: zeros,
    sum_hessian: Float32Array.from(cover),
    tree_param: {
      num_deleted: '0',
      num_feature: String(inputs),
      num_nodes: String(feature.length),
      size_leaf_vector: '0',
    },
  };
}
