// What pages do better with JavaScript; each of them works without.
