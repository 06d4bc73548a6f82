"""The figures, in one table a measure: each beside the floor of the same minute."""

from bench.measure import Times

AIMS = {
    "liste": 6,
    "recherche": 6,
    "dossier": 6,
    "dossier rempli": 6,
    "tableau, 60": 12,
    "dépôt": 15,
    "attribution": 15,
}
KEPT: dict[tuple[str, str], dict[int, float]] = {}


def show(database: str, size: int, times: dict[str, Times], statements: dict[str, int]) -> None:
    """One line a page or act: median, p95, statements, ratio of the medians to the floor's."""
    floor = times["plancher"].median
    print(f"\n{database}, {size:,} dossiers".replace(",", " "))
    print(f"  {'':18}{'médiane':>10}{'p95':>10}{'requêtes':>10}{'× plancher':>12}{'visé':>8}")
    for name, each in times.items():
        ratio = each.median / floor
        KEPT.setdefault((database, name), {})[size] = ratio
        said = f"{statements[name]:>10}" if name in statements else f"{'':>10}"
        aim = f"{AIMS[name]:>8}" if name in AIMS else ""
        print(f"  {name:18}{each.median:>8.2f}ms{each.p95:>8.2f}ms{said}{ratio:>12.2f}{aim}")


def growth(database: str) -> None:
    """What each page costs at the largest size beside the smallest, each over its own floor (aim: 1.3)."""
    print(f"\n{database}, du plus petit au plus grand (visé : 1,3 au plus pour la liste et le dossier)")
    for (name, act), ratios in KEPT.items():
        if name == database and act != "plancher" and len(ratios) > 1:
            print(f"  {act:18}{ratios[max(ratios)] / ratios[min(ratios)]:>8.2f}")


def wait(database: str, times: dict[str, Times]) -> None:
    """A section saved by the service, alone and while a file is held for half a second."""
    print(f"\n{database}, enregistrement d’une section (service), et ce qu’attend un autre rédacteur")
    for name, each in times.items():
        print(f"  {name:24}{each.median:>8.2f}ms{each.p95:>10.2f}ms")
