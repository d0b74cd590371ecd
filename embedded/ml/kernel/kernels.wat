;; The hot loops of the boosted trees. All parameters that are not counts are byte addresses; a pair is a gradient
;; and a hessian. Histograms hold pairs in double precision, rows' own pairs are in single precision.
(module
  ;; ordered[k] = pairs[rows[k]] for the rows of a node.
  (func $gather (param $row $last $pairs $ordered i32)
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $row) (local.get $last)))
      (v128.store (local.get $ordered)
        (f64x2.promote_low_f32x4
          (v128.load64_zero
            (i32.add (local.get $pairs) (i32.shl (i32.load (local.get $row)) (i32.const 3))))))
      (local.set $row (i32.add (local.get $row) (i32.const 4)))
      (local.set $ordered (i32.add (local.get $ordered) (i32.const 16)))
      (br $next))))

  ;; Adds a node's pairs to the histograms of two features; one pass for two saves half the reads.
  (func $accumulate2 (param $row $last $ordered $binsA $sumsA $binsB $sumsB i32)
    (local $index $slot i32) (local $pair v128)
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $row) (local.get $last)))
      (local.set $index (i32.load (local.get $row)))
      (local.set $pair (v128.load (local.get $ordered)))
      (local.set $slot (i32.add (local.get $sumsA)
        (i32.shl (i32.load8_u (i32.add (local.get $binsA) (local.get $index))) (i32.const 4))))
      (v128.store (local.get $slot) (f64x2.add (v128.load (local.get $slot)) (local.get $pair)))
      (local.set $slot (i32.add (local.get $sumsB)
        (i32.shl (i32.load8_u (i32.add (local.get $binsB) (local.get $index))) (i32.const 4))))
      (v128.store (local.get $slot) (f64x2.add (v128.load (local.get $slot)) (local.get $pair)))
      (local.set $row (i32.add (local.get $row) (i32.const 4)))
      (local.set $ordered (i32.add (local.get $ordered) (i32.const 16)))
      (br $next))))

  (func $accumulate1 (param $row $last $ordered $bins $sums i32)
    (local $slot i32)
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $row) (local.get $last)))
      (local.set $slot (i32.add (local.get $sums)
        (i32.shl
          (i32.load8_u (i32.add (local.get $bins) (i32.load (local.get $row)))) (i32.const 4))))
      (v128.store (local.get $slot)
        (f64x2.add (v128.load (local.get $slot)) (v128.load (local.get $ordered))))
      (local.set $row (i32.add (local.get $row) (i32.const 4)))
      (local.set $ordered (i32.add (local.get $ordered) (i32.const 16)))
      (br $next))))

  ;; A node's histogram over the listed features. Bins of feature f start at bins + f * stride, its sums at
  ;; histogram + 16 * offsets[f].
  (func $histogram
    (param $features $count $bins $stride $offsets $row $last $ordered $histogram i32)
    (local $end $a $b i32)
    (local.set $end
      (i32.add (local.get $features) (i32.shl (local.get $count) (i32.const 2))))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $features) (local.get $end)))
      (local.set $a (i32.load (local.get $features)))
      (if (i32.ge_u (i32.add (local.get $features) (i32.const 4)) (local.get $end))
        (then
          (call $accumulate1 (local.get $row) (local.get $last) (local.get $ordered)
            (i32.add (local.get $bins) (i32.mul (local.get $a) (local.get $stride)))
            (i32.add (local.get $histogram) (i32.shl
              (i32.load (i32.add (local.get $offsets) (i32.shl (local.get $a) (i32.const 2))))
              (i32.const 4))))
          (return)))
      (local.set $b (i32.load offset=4 (local.get $features)))
      (call $accumulate2 (local.get $row) (local.get $last) (local.get $ordered)
        (i32.add (local.get $bins) (i32.mul (local.get $a) (local.get $stride)))
        (i32.add (local.get $histogram) (i32.shl
          (i32.load (i32.add (local.get $offsets) (i32.shl (local.get $a) (i32.const 2))))
          (i32.const 4)))
        (i32.add (local.get $bins) (i32.mul (local.get $b) (local.get $stride)))
        (i32.add (local.get $histogram) (i32.shl
          (i32.load (i32.add (local.get $offsets) (i32.shl (local.get $b) (i32.const 2))))
          (i32.const 4))))
      (local.set $features (i32.add (local.get $features) (i32.const 8)))
      (br $next))))

  ;; target -= other: a node's histogram less one child's is the other child's.
  (func $subtract (param $target $other $bytes i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $target) (local.get $bytes)))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $target) (local.get $end)))
      (v128.store (local.get $target)
        (f64x2.sub (v128.load (local.get $target)) (v128.load (local.get $other))))
      (local.set $target (i32.add (local.get $target) (i32.const 16)))
      (local.set $other (i32.add (local.get $other) (i32.const 16)))
      (br $next))))

  ;; Moves the rows that go left to the front, keeping the order on both sides; returns where they end.
  (func $partition (param $bins $row $last $overflow $bin $missing $missingLeft i32) (result i32)
    (local $left $right $index $value $goesLeft i32)
    (local.set $left (local.get $row))
    (local.set $right (local.get $overflow))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $row) (local.get $last)))
      (local.set $index (i32.load (local.get $row)))
      (local.set $value (i32.load8_u (i32.add (local.get $bins) (local.get $index))))
      (local.set $goesLeft (select
        (local.get $missingLeft)
        (i32.le_u (local.get $value) (local.get $bin))
        (i32.eq (local.get $value) (local.get $missing))))
      (i32.store (local.get $left) (local.get $index))
      (i32.store (local.get $right) (local.get $index))
      (local.set $left
        (i32.add (local.get $left) (i32.shl (local.get $goesLeft) (i32.const 2))))
      (local.set $right (i32.add (local.get $right)
        (i32.shl (i32.xor (local.get $goesLeft) (i32.const 1)) (i32.const 2))))
      (local.set $row (i32.add (local.get $row) (i32.const 4)))
      (br $next)))
    (memory.copy (local.get $left) (local.get $overflow)
      (i32.sub (local.get $right) (local.get $overflow)))
    (local.get $left))

  ;; The best split of a node, written to out: left gradient and hessian (f64), feature, bin, whether missing
  ;; values go left (i32), gain (f32); feature stays as it is when no gain is above least. Lane 0 sends missing
  ;; values right, lane 1 left. Ties: the lower feature, then missing right, then the lower bin with missing
  ;; right and the higher with missing left, which is the order XGBoost scans in.
  (func $split (param $histogram $features $count $offsets $cuts i32)
    (param $gradient $hessian $lambda $alpha $minimum f64) (param $parent $least f32) (param $out i32)
    (local $end $feature $sums $bins $bin $stop $hasMissing $binRight $binLeft i32)
    (local $g $h $gr $hr $rest $zero $penalty $shrink $total $weight $gains $bar $own v128)
    (local $best $bestRight $bestLeft $gain f32)
    (local $gRight $hRight $gLeft $hLeft $below $above f64)
    (local.set $best (local.get $least))
    (local.set $total (f64x2.splat (local.get $gradient)))
    (local.set $weight (f64x2.splat (local.get $hessian)))
    (local.set $penalty (f64x2.splat (local.get $lambda)))
    (local.set $shrink (f64x2.splat (local.get $alpha)))
    (local.set $zero (f64x2.splat (f64.const 0)))
    (local.set $own (f32x4.splat (local.get $parent)))
    (local.set $end
      (i32.add (local.get $features) (i32.shl (local.get $count) (i32.const 2))))
    (block $done (loop $nextFeature
      (br_if $done (i32.ge_u (local.get $features) (local.get $end)))
      (local.set $feature (i32.load (local.get $features)))
      (local.set $features (i32.add (local.get $features) (i32.const 4)))
      (local.set $bins
        (i32.load (i32.add (local.get $cuts) (i32.shl (local.get $feature) (i32.const 2)))))
      (local.set $sums (i32.add (local.get $histogram) (i32.shl
        (i32.load (i32.add (local.get $offsets) (i32.shl (local.get $feature) (i32.const 2))))
        (i32.const 4))))
      (local.set $rest (v128.load
        (i32.add (local.get $sums) (i32.shl (local.get $bins) (i32.const 4)))))
      (local.set $hasMissing
        (f64.gt (f64x2.extract_lane 1 (local.get $rest)) (f64.const 0)))
      (local.set $g (f64x2.replace_lane 1 (local.get $zero) (f64x2.extract_lane 0 (local.get $rest))))
      (local.set $h (f64x2.replace_lane 1 (local.get $zero) (f64x2.extract_lane 1 (local.get $rest))))
      (local.set $stop
        (i32.add (i32.sub (local.get $bins) (i32.const 1)) (local.get $hasMissing)))
      (local.set $bestRight (local.get $best))
      (local.set $bestLeft (local.get $best))
      (local.set $bar (f32x4.splat (local.get $best)))
      (local.set $binRight (i32.const -1))
      (local.set $binLeft (i32.const -1))
      (local.set $bin (i32.const 0))
      (block $scanned (loop $nextBin
        (br_if $scanned (i32.ge_s (local.get $bin) (local.get $stop)))
        (local.set $g (f64x2.add (local.get $g) (v128.load64_splat (local.get $sums))))
        (local.set $h (f64x2.add (local.get $h) (v128.load64_splat offset=8 (local.get $sums))))
        (local.set $hr (f64x2.sub (local.get $weight) (local.get $h)))
        (local.set $rest (f64x2.max (local.get $zero)
          (f64x2.sub (f64x2.abs (local.get $g)) (local.get $shrink))))
        (local.set $gr (f64x2.max (local.get $zero)
          (f64x2.sub (f64x2.abs (f64x2.sub (local.get $total) (local.get $g))) (local.get $shrink))))
        (local.set $gains (f32x4.sub
          (f32x4.add
            (f32x4.demote_f64x2_zero (f64x2.div
              (f64x2.mul (local.get $rest) (local.get $rest))
              (f64x2.add (local.get $h) (local.get $penalty))))
            (f32x4.demote_f64x2_zero (f64x2.div
              (f64x2.mul (local.get $gr) (local.get $gr))
              (f64x2.add (local.get $hr) (local.get $penalty)))))
          (local.get $own)))
        (if (i32.and (i32x4.bitmask (f32x4.ge (local.get $gains) (local.get $bar))) (i32.const 3))
          (then
            (local.set $gain (f32x4.extract_lane 0 (local.get $gains)))
            (local.set $below (f64x2.extract_lane 0 (local.get $h)))
            (local.set $above (f64x2.extract_lane 0 (local.get $hr)))
            (if (i32.and (f32.gt (local.get $gain) (local.get $bestRight))
                (i32.and (f64.ge (local.get $below) (local.get $minimum))
                  (f64.ge (local.get $above) (local.get $minimum))))
              (then
                (local.set $bestRight (local.get $gain))
                (local.set $binRight (local.get $bin))
                (local.set $gRight (f64x2.extract_lane 0 (local.get $g)))
                (local.set $hRight (local.get $below))
                (local.set $bar (f32x4.replace_lane 0 (local.get $bar) (local.get $gain)))))
            (local.set $gain (f32x4.extract_lane 1 (local.get $gains)))
            (local.set $below (f64x2.extract_lane 1 (local.get $h)))
            (local.set $above (f64x2.extract_lane 1 (local.get $hr)))
            (if (i32.and
                (i32.and (local.get $hasMissing)
                  (i32.lt_s (local.get $bin) (i32.sub (local.get $bins) (i32.const 1))))
                (i32.and (f32.ge (local.get $gain) (local.get $bestLeft))
                  (i32.and (f64.ge (local.get $below) (local.get $minimum))
                    (f64.ge (local.get $above) (local.get $minimum)))))
              (then
                (local.set $bestLeft (local.get $gain))
                (local.set $binLeft (local.get $bin))
                (local.set $gLeft (f64x2.extract_lane 1 (local.get $g)))
                (local.set $hLeft (local.get $below))
                (local.set $bar (f32x4.replace_lane 1 (local.get $bar) (local.get $gain)))))))
        (local.set $sums (i32.add (local.get $sums) (i32.const 16)))
        (local.set $bin (i32.add (local.get $bin) (i32.const 1)))
        (br $nextBin)))
      (if (i32.and (i32.ge_s (local.get $binRight) (i32.const 0))
          (f32.gt (local.get $bestRight) (local.get $best)))
        (then
          (local.set $best (local.get $bestRight))
          (f64.store (local.get $out) (local.get $gRight))
          (f64.store offset=8 (local.get $out) (local.get $hRight))
          (i32.store offset=16 (local.get $out) (local.get $feature))
          (i32.store offset=20 (local.get $out) (local.get $binRight))
          (i32.store offset=24 (local.get $out) (i32.const 0))))
      (if (i32.and (i32.ge_s (local.get $binLeft) (i32.const 0))
          (f32.gt (local.get $bestLeft) (local.get $best)))
        (then
          (local.set $best (local.get $bestLeft))
          (f64.store (local.get $out) (local.get $gLeft))
          (f64.store offset=8 (local.get $out) (local.get $hLeft))
          (i32.store offset=16 (local.get $out) (local.get $feature))
          (i32.store offset=20 (local.get $out) (local.get $binLeft))
          (i32.store offset=24 (local.get $out) (i32.const 1))))
      (br $nextFeature)))
    (f32.store offset=28 (local.get $out) (local.get $best)))

  ;; Adds the leaves of complete trees of one depth to four rows at a time. Nodes of a tree lie as in a heap, eight bytes
  ;; each: the byte offset of the value in a row that the threshold after it is compared with. No value is missing:
  ;; see scorer.ts.
  (func $score (param $row $count $rowBytes $trees $leaves $treeCount $depth $out i32)
    (local $tree $leaf $left $level $nodeBytes $leafBytes $a $b $c $d i32)
    (local $rowB $rowC $rowD $node i32)
    (local $sumA $sumB $sumC $sumD f32)
    (local.set $nodeBytes
      (i32.sub (i32.shl (i32.const 8) (local.get $depth)) (i32.const 8)))
    (local.set $leafBytes (i32.shl (i32.const 4) (local.get $depth)))
    (block $done (loop $nextRows
      (br_if $done (i32.le_s (local.get $count) (i32.const 0)))
      (local.set $rowB (i32.add (local.get $row) (local.get $rowBytes)))
      (local.set $rowC (i32.add (local.get $rowB) (local.get $rowBytes)))
      (local.set $rowD (i32.add (local.get $rowC) (local.get $rowBytes)))
      (local.set $sumA (f32.load (local.get $out)))
      (local.set $sumB (f32.load offset=4 (local.get $out)))
      (local.set $sumC (f32.load offset=8 (local.get $out)))
      (local.set $sumD (f32.load offset=12 (local.get $out)))
      (local.set $tree (local.get $trees))
      (local.set $leaf (local.get $leaves))
      (local.set $left (local.get $treeCount))
      (block $scored (loop $nextTree
        (br_if $scored (i32.eqz (local.get $left)))
        (local.set $a (i32.const 0))
        (local.set $b (i32.const 0))
        (local.set $c (i32.const 0))
        (local.set $d (i32.const 0))
        (local.set $level (local.get $depth))
        (block $landed (loop $nextLevel
          (br_if $landed (i32.eqz (local.get $level)))
          (local.set $node (i32.add (local.get $tree) (local.get $a)))
          (local.set $a (i32.add (i32.add (i32.shl (local.get $a) (i32.const 1)) (i32.const 8))
            (i32.shl
              (f32.ge
                (f32.load (i32.add (local.get $row) (i32.load (local.get $node))))
                (f32.load offset=4 (local.get $node)))
              (i32.const 3))))
          (local.set $node (i32.add (local.get $tree) (local.get $b)))
          (local.set $b (i32.add (i32.add (i32.shl (local.get $b) (i32.const 1)) (i32.const 8))
            (i32.shl
              (f32.ge
                (f32.load (i32.add (local.get $rowB) (i32.load (local.get $node))))
                (f32.load offset=4 (local.get $node)))
              (i32.const 3))))
          (local.set $node (i32.add (local.get $tree) (local.get $c)))
          (local.set $c (i32.add (i32.add (i32.shl (local.get $c) (i32.const 1)) (i32.const 8))
            (i32.shl
              (f32.ge
                (f32.load (i32.add (local.get $rowC) (i32.load (local.get $node))))
                (f32.load offset=4 (local.get $node)))
              (i32.const 3))))
          (local.set $node (i32.add (local.get $tree) (local.get $d)))
          (local.set $d (i32.add (i32.add (i32.shl (local.get $d) (i32.const 1)) (i32.const 8))
            (i32.shl
              (f32.ge
                (f32.load (i32.add (local.get $rowD) (i32.load (local.get $node))))
                (f32.load offset=4 (local.get $node)))
              (i32.const 3))))
          (local.set $level (i32.sub (local.get $level) (i32.const 1)))
          (br $nextLevel)))
        (local.set $sumA (f32.add (local.get $sumA) (f32.load (i32.add (local.get $leaf)
          (i32.shr_u (i32.sub (local.get $a) (local.get $nodeBytes)) (i32.const 1))))))
        (local.set $sumB (f32.add (local.get $sumB) (f32.load (i32.add (local.get $leaf)
          (i32.shr_u (i32.sub (local.get $b) (local.get $nodeBytes)) (i32.const 1))))))
        (local.set $sumC (f32.add (local.get $sumC) (f32.load (i32.add (local.get $leaf)
          (i32.shr_u (i32.sub (local.get $c) (local.get $nodeBytes)) (i32.const 1))))))
        (local.set $sumD (f32.add (local.get $sumD) (f32.load (i32.add (local.get $leaf)
          (i32.shr_u (i32.sub (local.get $d) (local.get $nodeBytes)) (i32.const 1))))))
        (local.set $tree (i32.add (local.get $tree) (local.get $nodeBytes)))
        (local.set $leaf (i32.add (local.get $leaf) (local.get $leafBytes)))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $nextTree)))
      (f32.store (local.get $out) (local.get $sumA))
      (f32.store offset=4 (local.get $out) (local.get $sumB))
      (f32.store offset=8 (local.get $out) (local.get $sumC))
      (f32.store offset=12 (local.get $out) (local.get $sumD))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (local.set $row (i32.add (local.get $rowD) (local.get $rowBytes)))
      (local.set $count (i32.sub (local.get $count) (i32.const 4)))
      (br $nextRows)))))
