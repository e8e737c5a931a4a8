//! Number trees (ISO 32000-1, 7.9.7): sorted maps from integers to objects.
//!
//! Input: the root of a tree. Output: its entries. Loops and excess end the walk.

use std::collections::HashMap;

use hayro_syntax::object::{Array, Dict, Object};

use super::limits::{MAX_TREE_DEPTH, MAX_TREE_NODES};

/// All entries of the tree at `root`.
pub(super) fn read(root: Dict<'_>) -> HashMap<i64, Object<'_>> {
    let mut entries = HashMap::new();
    let mut visited = 0;
    let mut open = vec![(root, 0)];
    while let Some((node, depth)) = open.pop() {
        visited += 1;
        if visited > MAX_TREE_NODES || depth > MAX_TREE_DEPTH {
            break;
        }
        if let Some(numbers) = node.get::<Array<'_>>(b"Nums") {
            let mut items = numbers.iter::<Object<'_>>();
            while let (Some(key), Some(value)) = (items.next(), items.next()) {
                if let Object::Number(key) = key {
                    entries.insert(key.as_i64(), value);
                }
                if entries.len() > MAX_TREE_NODES {
                    return entries;
                }
            }
        }
        if let Some(kids) = node.get::<Array<'_>>(b"Kids") {
            open.extend(kids.iter::<Dict<'_>>().map(|kid| (kid, depth + 1)));
        }
    }
    entries
}
