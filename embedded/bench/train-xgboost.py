"""Prints the milliseconds XGBoost takes to train on one thread, its own data structure included.

Arguments: files of the feature columns and of the labels (32-bit floats), rows, features, trees, depth.
"""

import sys
import time

import numpy as np
import xgboost as xgb

features, targets, *sizes = sys.argv[1:]
rows, width, trees, depth = map(int, sizes)
table = np.ascontiguousarray(np.fromfile(features, dtype=np.float32).reshape(width, rows).T)
labels = np.fromfile(targets, dtype=np.float32)
start = time.perf_counter()
data = xgb.DMatrix(table, labels, nthread=1)
parameters = {
    "objective": "binary:logistic", "max_depth": depth, "eta": 0.05, "lambda": 1, "tree_method": "hist",
    "base_score": 0.5, "nthread": 1}
xgb.train(parameters, data, trees)
print((time.perf_counter() - start) * 1000)
