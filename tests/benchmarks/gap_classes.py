"""The confusion table of expected benefit: 500 claims of twelve months a seed, every oddity in turn: true class, said one."""

from time import perf_counter

from tests.support.gap_classes import Confusion, confused

SEEDS = range(201, 213)
CLAIMS = 500


def run() -> None:
    """Prints the table over all seeds, and what was wrong."""
    whole, started = Confusion(), perf_counter()
    for seed in SEEDS:
        found = confused(seed, CLAIMS)
        whole.cells.update(found.cells)
        whole.right.update(found.right)
        whole.claims.update(found.claims)
        whole.wrong += found.wrong
    took = perf_counter() - started
    claims, due = CLAIMS * len(SEEDS), sum(whole.cells.values())
    print(f"expected benefit: {claims:,} claims, {due:,} payments due, {took / claims * 1000:.1f} ms a claim\n")
    print(whole.table())
    print(f"{len(whole.wrong)} wrong")
    print("\n".join(whole.wrong[:20]))


if __name__ == "__main__":
    run()
