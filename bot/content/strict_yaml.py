"""YAML as an editor means it: every value is the text that stands there, and every node knows its line.

PyYAML would read 59.000 as 59.0, 0811… as octal and `no` as False, keep the last of two equal keys, and
follow anchors and merge keys that can grow a small file into seconds of work. Here the events of its C parser
become text, lists and mappings; everything beyond that is refused.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any

import yaml

from bot.content.shape import Shape
from bot.errors import ContentError, Place, Problem, meant, place_of

MAX_DEPTH = 20
INVISIBLE = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u061c\u200b\u200c\u200e\u200f"
    "\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)

# What is typed wrongly most often, at the beginning of a line.
UNSPACED = (
    (re.compile(r"\s*(?:-(?=[^\s-])|[–—•])"), "no item"),
    (re.compile(r"\s*(?:- )?[a-z_]+:(?=[^\s/])"), "no value"),
)
KEY_ALONE = re.compile(r"\s*(?:- )?[\w-]+")  # before a colon: a key that stands in the wrong column

# What the parser says → what an editor can do about it. The first fragment found in the message wins.
PARSER_FAULTS = (
    (
        "no item",
        "tanda hubung di awal baris ini belum benar",
        "Tulis tanda hubung biasa, lalu satu spasi: `- …`.",
    ),
    (
        "no value",
        "tidak ada spasi sesudah titik dua",
        "Tulis `kunci: nilai`, dengan satu spasi sesudah titik dua.",
    ),
    (
        "key in a text",
        "baris ini terbaca sebagai lanjutan baris di atasnya",
        "Samakan spasi di depannya dengan baris yang setara."
        " Bila memang lanjutan, beri nilainya tanda kutip.",
    ),
    (
        "text after a quote",
        "ada tulisan sesudah tanda kutip penutup",
        "Beri tanda kutip pada seluruh nilai; di dalamnya pakai “…”.",
    ),
    ("tab character", "ada tab di awal baris", "Ganti tab dengan spasi."),
    ("found character that cannot start", "nilai diawali tanda khusus", 'Beri tanda kutip: "…".'),
    (
        "mapping values are not allowed",
        "titik dua di tengah nilai",
        'Beri tanda kutip pada seluruh nilai: "…: …".',
    ),
    (
        "could not find expected ':'",
        "ada kunci tanpa titik dua",
        "Tulis `kunci: nilai`, atau `- …` bila daftar. Lanjutan nilai di atasnya harus lebih menjorok.",
    ),
    ("unexpected end of stream", "tanda kutip tidak ditutup", "Tutup kutipnya."),
    ("did not find expected ',' or ']'", "kurung siku tidak ditutup", "Tutup dengan ]."),
    ("did not find expected ',' or '}'", "kurung kurawal tidak ditutup", "Tutup dengan }."),
    (
        "did not find expected key",
        "jorokan (spasi di awal baris) tidak sejajar",
        "Sejajarkan dengan baris di atasnya.",
    ),
    (
        "did not find expected '-' indicator",
        "baris ini tidak sejajar dengan butir daftar di atasnya",
        "Sejajarkan tanda hubung `-`.",
    ),
)
# What these were scanning began where the fault is; the parser noticed only later.
OPENED = ("quoted scalar", "simple key", "flow sequence", "flow mapping")
UNKNOWN_FAULT = "susunan YAML tidak terbaca", "Periksa tanda kutip, titik dua, dan jorokan di sekitarnya."


class Text(str):
    """A value, exactly as written."""

    place: Place

    def __new__(cls, value: str, place: Place) -> "Text":
        self = super().__new__(cls, value)
        self.place = place
        return self

    def __getnewargs__(self) -> tuple[str, Place]:  # type: ignore[override]  # to be copied
        return str(self), self.place


class Items(list[Any]):
    """A list of Text, Items and Record."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


class Record(dict[str, Any]):
    """A mapping with unique keys; `places` tells where each key stands."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.places: dict[str, Place] = {}

    def only(self, known: Collection[str], required: Collection[str] = ()) -> "Record":
        """This record; raises ContentError for all unknown keys and all missing ones.

        A shape says itself which keys are required.
        """
        problems = []
        required = known.required if isinstance(known, Shape) else required
        missing = [key for key in required if key not in self]
        for key in self:
            if key not in known:
                cure = meant(key, known) or f"Yang ada: {', '.join(known)}."
                problems.append(Problem(self.places[key], f"kunci `{key}` tidak dikenal", cure))
                missing = [each for each in missing if meant(key, [each]) != cure]  # it is only misspelt
        problems += [
            Problem(self.place, f"kunci `{key}` belum ada", f"Tambahkan `{key}: …`.") for key in missing
        ]
        if problems:
            raise ContentError(problems)
        return self

    def prose(self, key: str, default: str = "") -> Text:
        """The value of `key`, lines kept; `default` where the key is missing."""
        value = self.get(key, Text(default, self.place))
        if not isinstance(value, Text):
            raise ContentError.at(value.place, f"`{key}` harus berupa teks", f"Tulis `{key}: …`.")
        if key in self and not value.strip():
            raise ContentError.at(value.place, f"`{key}` masih kosong", "Isi, atau hapus kuncinya.")
        lines = (" ".join(line.split()) for line in value.strip().splitlines())
        return Text("\n".join(lines), value.place)

    def text(self, key: str, default: str = "") -> Text:
        """The value of `key` on one line; `default` where the key is missing."""
        value = self.prose(key, default)
        return Text(" ".join(value.split()), value.place)

    def texts(self, key: str) -> list[Text]:
        """The values of the list `key`, white space folded; empty where the key is missing."""
        items = self.items_of(key)
        for item in items:
            if not isinstance(item, Text) or not item.strip():
                raise ContentError.at(
                    place_of(item, items.place),
                    f"setiap baris `{key}` harus berupa teks",
                    "Tulis `- …`; beri tanda kutip bila ada titik dua.",
                )
        return [Text(" ".join(item.split()), item.place) for item in items]

    def records(self, key: str) -> list["Record"]:
        """The mappings in the list `key`; empty where the key is missing."""
        items = self.items_of(key)
        for item in items:
            if not isinstance(item, Record):
                raise ContentError.at(
                    place_of(item, items.place),
                    f"setiap butir `{key}` harus berisi kunci dan nilai",
                    "Tulis `- kunci: nilai`.",
                )
        return list(items)

    def items_of(self, key: str) -> Items:
        value = self.get(key, Items(self.place))
        if not isinstance(value, Items):
            raise ContentError.at(
                value.place, f"`{key}` harus berupa daftar", "Awali setiap baris dengan `- `."
            )
        return value

    def record(self, key: str) -> "Record":
        """The mapping `key`; empty where the key is missing."""
        value = self.get(key, Record(self.place))
        if not isinstance(value, Record):
            raise ContentError.at(value.place, f"`{key}` harus berisi `kunci: nilai`")
        return value


def read_yaml(data: bytes, file: str) -> Record:
    """The mapping in a YAML file; an empty file is an empty mapping. Raises ContentError."""
    text = _decode(data, file)
    try:
        builder = _Builder(file, text.splitlines())
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            builder.take(event)
    except yaml.YAMLError as error:
        raise _translated(error, file, text) from None
    root = builder.root
    if root is None or (isinstance(root, Text) and not root):
        return Record(Place(file, 1))
    if not isinstance(root, Record):
        raise ContentError.at(Place(file, 1), "isi berkas harus berupa `kunci: nilai`")
    return root


class _Builder:
    """Builds nodes from parser events, without recursion, so that depth cannot hurt."""

    def __init__(self, file: str, lines: Sequence[str]) -> None:
        self.file, self.lines = file, lines
        self.root: Text | Items | Record | None = None
        self.open: list[tuple[Items | Record, Text | None]] = []  # container, key that waits for a value
        self.documents = 0

    def take(self, event: Any) -> None:
        place = Place(self.file, event.start_mark.line + 1)
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise ContentError.at(
                        place, "lebih dari satu dokumen dalam satu berkas", "Hapus baris `---`."
                    )
            case yaml.AliasEvent():
                raise ContentError.at(
                    place,
                    f"rujukan `*{event.anchor}` tidak dipakai di sini",
                    "Tulis isinya; bila nilai memang diawali *, beri tanda kutip.",
                )
            case yaml.ScalarEvent():
                self._plain(event, place)
                if event.value and not event.style:
                    self._as_meant(event)
                self._add(Text(event.value, place))
            case yaml.SequenceStartEvent():
                self._plain(event, place)
                self._descend(Items(place))
            case yaml.MappingStartEvent():
                self._plain(event, place)
                self._descend(Record(place))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._add(self.open.pop()[0])

    def _plain(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            raise ContentError.at(
                place,
                f"jangkar `&{event.anchor}` tidak dipakai di sini",
                "Hapus; bila nilai memang diawali &, beri tanda kutip.",
            )
        bare = isinstance(event, yaml.ScalarEvent) and not event.style and not event.implicit[0]
        if event.tag is not None or bare:
            raise ContentError.at(
                place,
                f"tanda `{event.tag or '!'}` tidak dipakai di sini",
                "Hapus; bila nilai memang diawali !, beri tanda kutip.",
            )

    def _as_meant(self, event: Any) -> None:
        """Refuses a text without quotes that took in an item of a list, or that a # cut short."""
        last = event.end_mark.line
        for line in range(event.start_mark.line + 1, last + 1):
            if self.lines[line].lstrip().startswith("- "):
                raise _run_on(self.file, self.lines, line, "key in a text")
        if re.match(r"\s+#\w", self.lines[last][event.end_mark.column :]):
            raise ContentError.at(
                Place(self.file, last + 1),
                "tanda # memotong isi di sini",
                "Beri tanda kutip pada seluruh nilai. Bila hanya catatan, beri spasi sesudah #.",
            )

    def _descend(self, container: Items | Record) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise ContentError.at(container.place, f"lebih dari {MAX_DEPTH} tingkat bersarang")
        self.open.append((container, None))

    def _add(self, node: Text | Items | Record) -> None:
        if not self.open:
            self.root = node
            return
        container, key = self.open[-1]
        if isinstance(container, Items):
            container.append(node)
        elif key is not None:
            container[str(key)] = node
            self.open[-1] = (container, None)
        else:
            self.open[-1] = (container, self._key(container, node))

    def _key(self, record: Record, node: Text | Items | Record) -> Text:
        if not isinstance(node, Text):
            raise ContentError.at(node.place, "kunci harus berupa teks", "Beri tanda kutip.")
        if not node.isprintable():
            raise ContentError.at(
                node.place, f"ada huruf tak tampak di kunci {str(node)!a}", "Ketik ulang kuncinya."
            )
        if node == "<<":
            raise ContentError.at(node.place, "kunci gabung `<<` tidak dipakai di sini", "Tulis isinya.")
        if node in record:
            raise ContentError.at(
                node.place,
                f"kunci `{node}` sudah ada di baris {record.places[node].line}",
                "Gabungkan keduanya atau hapus salah satu.",
            )
        record.places[str(node)] = node.place
        return node


def _decode(data: bytes, file: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ContentError.at(
            Place(file, line), "berkas bukan UTF-8", "Simpan ulang dengan penyandian UTF-8."
        ) from None
    if hidden := INVISIBLE.search(text):
        raise ContentError.at(
            Place(file, text.count("\n", 0, hidden.start()) + 1),
            f"ada huruf tak tampak (U+{ord(hidden.group()):04X})",
            "Hapus, lalu ketik ulang spasinya.",
        )
    return text


def _translated(error: yaml.YAMLError, file: str, text: str) -> ContentError:
    context, said = getattr(error, "context", None) or "", getattr(error, "problem", None) or str(error)
    opened = context.endswith(OPENED)
    mark = getattr(error, "context_mark" if opened else "problem_mark", None)
    lines = text.splitlines() or [""]
    line = min(mark.line, len(lines) - 1) if mark else 0
    before = lines[line][: mark.column].rstrip() if mark else ""
    if mark and lines[line][mark.column : mark.column + 1] == "\t":
        said = "tab character"
    elif "mapping values" in said and KEY_ALONE.fullmatch(before):
        said = "key in a text"
    elif "did not find expected" in said and before.endswith(('"', "'")):
        said = "text after a quote"
    if "key in a text" in said or "expected ':'" in said:
        return _run_on(file, lines, line, said)
    return _mended(file, line, said)


def _run_on(file: str, lines: Sequence[str], line: int, said: str) -> ContentError:
    """A line that is no key and no item; it, or the one above that took it in, may only lack a space."""
    for at in (line, line - 1):
        for start, unspaced in UNSPACED:
            if at >= 0 and start.match(lines[at]):
                return _mended(file, at, unspaced)
    return _mended(file, line, said)


def _mended(file: str, line: int, said: str) -> ContentError:
    fault, cure = next((mended for fragment, *mended in PARSER_FAULTS if fragment in said), UNKNOWN_FAULT)
    return ContentError.at(Place(file, line + 1), fault, cure)
