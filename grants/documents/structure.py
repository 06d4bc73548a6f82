"""The structure trees of several PDF made one (ISO 32000-1, 14.7): each part under its own element, none renamed.

A page says by a number which row of the parent tree lists its content; rows are numbered anew, part after part.
"""

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Page, Pdf, String

MERGED = ("/RoleMap", "/ClassMap")


class Structure:
    """The tree of the whole, as parts come; `close` writes it."""

    def __init__(self, whole: Pdf) -> None:
        self.whole = whole
        self.root = whole.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.top = whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root, K=Array()))
        self.root.K = Array([self.top])
        self.rows: list[Object] = []  # number, what stands there, number…
        self.next = 0

    def add(self, name: str, part: Pdf, pages: Sequence[Page]) -> None:
        """The structure of a part whose pages were just added."""
        tree = part.Root.get("/StructTreeRoot")
        if tree is None:
            self.add_pictures(name, pages)
        else:
            self.add_tree(name, self.whole.copy_foreign(tree), pages)

    def add_tree(self, name: str, tree: Object, pages: Sequence[Page]) -> None:
        first, holder = self.next, self.holder(name)
        for number, found in NumberTree(tree.ParentTree).items():
            self.rows += [first + number, found]  # type: ignore[list-item]
            self.next = max(self.next, first + number + 1)
        for page in pages:
            renumber(page, first)
        kids = tree.K if isinstance(tree.K, Array) else Array([tree.K])
        for kid in kids:
            kid.P = holder
            if kid.get("/S") == Name.Document:
                kid.S = Name.Sect  # one document holds them all
            holder.K.append(kid)
        for key in MERGED:
            if key in tree:
                known = self.root.get(key, Dictionary())
                self.root[key] = Dictionary(dict(tree[key].items()) | dict(known.items()))

    def holder(self, name: str) -> Object:
        """The element of one part, named like it."""
        made = Dictionary(Type=Name.StructElem, S=Name.Part, P=self.top, T=String(name), K=Array())
        found = self.whole.make_indirect(made)
        self.top.K.append(found)
        return found

    def add_pictures(self, name: str, pages: Sequence[Page]) -> None:
        """Each page is one picture, with words that say which."""
        holder = self.holder(name)
        for rank, page in enumerate(pages, start=1):
            said = String(f"{name}, page {rank} sur {len(pages)} : image d’une lettre signée et numérisée")
            made = Dictionary(Type=Name.StructElem, S=Name.Figure, P=holder, Pg=page.obj, K=0, Alt=said)
            x0, y0, x1, y1 = page.mediabox
            made.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array([x0, y0, x1, y1]))
            figure = self.whole.make_indirect(made)
            holder.K.append(figure)
            page.contents_add(b"/Figure <</MCID 0>> BDC", prepend=True)
            page.contents_add(b"EMC")
            page.obj.StructParents = self.next
            self.rows += [self.next, Array([figure])]  # type: ignore[list-item]
            self.next += 1

    def close(self) -> None:
        """Write the parent tree, and hang the tree on the document."""
        self.root.ParentTree = self.whole.make_indirect(Dictionary(Nums=Array(self.rows)))
        self.root.ParentTreeNextKey = self.next
        self.whole.Root.StructTreeRoot = self.root


def without_forms(part: Pdf) -> None:
    """The fields of a form, such as a signature, are nothing outside of their own document."""
    if "/AcroForm" in part.Root:
        del part.Root.AcroForm
    for page in part.pages:
        kept = [each for each in page.obj.get("/Annots", Array()) if each.get("/Subtype") != Name.Widget]
        if kept:
            page.obj.Annots, page.obj.Tabs = Array(kept), Name.S
        elif "/Annots" in page.obj:
            del page.obj.Annots


def renumber(page: Page, first: int) -> None:
    """The rows of a page, of its links and of the drawings that it repeats."""
    drawings = page.obj.get("/Resources", Dictionary()).get("/XObject", Dictionary())
    holders = [page.obj, *page.obj.get("/Annots", Array()), *(drawings[key] for key in drawings.keys())]  # noqa: SIM118
    for each in holders:
        for key in ("/StructParents", "/StructParent"):
            if key in each:
                each[key] = first + int(each[key])
