"""Strongly connected components of a small directed graph (Tarjan 1972), without recursion."""

from __future__ import annotations

from collections.abc import Sequence


def components(heads: Sequence[Sequence[int]]) -> list[int]:
    """Return a component number for each node; ``heads[i]`` are the nodes that ``i`` points to.

    Two nodes have the same number exactly if each can be reached from the other.
    """
    size = len(heads)
    order, low, component = [-1] * size, [0] * size, [-1] * size
    open_nodes: list[int] = []
    clock = found = 0
    for root in range(size):
        if order[root] >= 0:
            continue
        path = [(root, 0)]
        while path:
            node, edge = path.pop()
            if edge == 0:
                order[node] = low[node] = clock
                clock += 1
                open_nodes.append(node)
            elif component[child := heads[node][edge - 1]] < 0:
                low[node] = min(low[node], low[child])
            descended = False
            for number in range(edge, len(heads[node])):
                child = heads[node][number]
                if order[child] < 0:
                    path += [(node, number + 1), (child, 0)]
                    descended = True
                    break
                if component[child] < 0:
                    low[node] = min(low[node], order[child])
            if descended or low[node] != order[node]:
                continue
            while True:
                member = open_nodes.pop()
                component[member] = found
                if member == node:
                    break
            found += 1
    return component
