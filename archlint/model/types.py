"""The vocabulary of an architecture: one frozen type for each kind of element in `architecture.yaml`.

The types are the single source of the file format: the loader decodes into them, the writer encodes out of them, and the JSON
Schema is generated from them, so that a field which is added here is known everywhere. A field's `Meta(description=…)` is what an
editor shows. Collections are tuples and plain dicts in the file's own order; nothing here knows about files, lines or YAML.

Annotations are evaluated here, and not kept as text as elsewhere: the decoder reads them at each start, and evaluating text takes
it longer than all the rest of its work.
"""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct, field

from archlint.model.boundaries import Boundaries
from archlint.model.check_settings import CheckSettings

FORMAT_VERSION = "1"
ID_PATTERN = r"^[A-Za-z][A-Za-z0-9]*([._-][A-Za-z0-9]+)*$"
MODULE_PATTERN = r"^(\*|[A-Za-z_]\w*)(\.(\*{1,2}|[A-Za-z_]\w*))*$"

Id: TypeAlias = Annotated[
    str, Meta(pattern=ID_PATTERN, max_length=64, description="A short stable name: letters, digits, '.', '_' and '-'.")
]
Text: TypeAlias = Annotated[str, Meta(min_length=1)]
ModuleName: TypeAlias = Annotated[
    str,
    Meta(pattern=MODULE_PATTERN, description="A dotted module name; `*` stands for one part of it, `**` for any number of parts."),
]
Scalar: TypeAlias = str | int | float | bool

ComponentKind: TypeAlias = Literal["actor", "client", "service", "function", "pipeline", "broker", "store", "external"]
Subdomain: TypeAlias = Literal["core", "supporting", "generic"]
RelationPattern: TypeAlias = Literal[
    "published-language",
    "customer-supplier",
    "anticorruption-layer",
    "shared-kernel",
    "conformist",
    "open-host-service",
    "partnership",
    "separate-ways",
]
ContractFormat: TypeAlias = Literal["openapi", "asyncapi", "json-schema", "avro", "parquet", "table", "protobuf"]
Compatibility: TypeAlias = Literal["none", "backward", "forward", "full"]
Provider: TypeAlias = Literal["local", "compose", "kubernetes", "aws", "aws-ecs", "mwaa", "kubeflow", "azure", "gcp", "on-premises"]
StrategyType: TypeAlias = Literal["rolling", "blue-green", "canary", "recreate"]
DecisionStatus: TypeAlias = Literal["proposed", "accepted", "deprecated", "superseded", "rejected"]


class _Element(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What all elements share: they are values, and a key that they do not know is an error."""


class System(_Element, frozen=True, kw_only=True):
    """The system as a whole."""

    id: Id
    name: Text | None = None
    purpose: Annotated[str, Meta(description="Why the system exists, in one sentence.")] = ""
    owners: tuple[Text, ...] = ()
    patterns: Annotated[tuple[Id, ...], Meta(description="The architecture patterns that the system follows.")] = ()


class ContextCode(_Element, frozen=True, kw_only=True):
    """Where the code of a bounded context lives and what of it others may import."""

    modules: Annotated[tuple[ModuleName, ...], Meta(min_length=1, description="The modules of the context, with all below them.")]
    face: Annotated[
        tuple[ModuleName, ...], Meta(description="The modules that other contexts may import; empty: all of them.")
    ] = ()


class Context(_Element, frozen=True, kw_only=True):
    """A bounded context: one language, one owner, its own stores."""

    name: Text | None = None
    purpose: str = ""
    subdomain: Subdomain | None = None
    owner: Text | None = None
    owns: Annotated[tuple[Id, ...], Meta(description="The stores and brokers that this context alone writes and changes.")] = ()
    language: Annotated[dict[str, str], Meta(description="The ubiquitous language: a term and what it means here.")] = {}
    code: ContextCode | None = None


class Relation(_Element, frozen=True, kw_only=True):
    """A line of the context map; its direction is upstream to downstream."""

    source: Id = field(name="from")
    target: Id = field(name="to")
    pattern: RelationPattern
    contracts: tuple[Id, ...] = ()
    because: str = ""


class Technology(_Element, frozen=True, kw_only=True):
    """Which tool a component is built with, and why this one."""

    choice: Text
    because: Annotated[str, Meta(description="The reason, or the id of the decision that gives it.")] = ""
    instead_of: Annotated[tuple[Text, ...], Meta(description="What was considered and not taken.")] = ()


class Scaffold(_Element, frozen=True, kw_only=True):
    """The pattern that rendered a component's code, with all that is needed to render it again."""

    pattern: Id
    version: Text
    answers: dict[str, Scalar | tuple[Scalar, ...]] = {}


class Code(_Element, frozen=True, kw_only=True):
    """Where a component's code lives."""

    path: Annotated[str, Meta(min_length=1, description="A folder, relative to architecture.yaml.")]
    language: str = ""
    modules: Annotated[tuple[ModuleName, ...], Meta(description="The modules that implement the component.")] = ()
    scaffold: Annotated[
        Scaffold | Id | None, Meta(description="The pattern that made the code; a bare name takes its defaults.")
    ] = None


class Infrastructure(_Element, frozen=True, kw_only=True):
    """Under which names the infrastructure files know a component."""

    compose: tuple[Text, ...] = ()
    kubernetes: Annotated[tuple[Text, ...], Meta(description="kind/name, such as deployment/forecast.")] = ()
    cloudformation: Annotated[tuple[Text, ...], Meta(description="Logical ids of resources.")] = ()
    terraform: Annotated[tuple[Text, ...], Meta(description="Resource addresses.")] = ()


class ExtensionPoint(_Element, frozen=True, kw_only=True):
    """A place where the solution grows without an edit of what is there."""

    id: Id
    kind: Literal["port", "plugin", "event", "configuration", "api", "schema"]
    contract: Annotated[
        str, Meta(description="What an extension must satisfy: `path/to/file.py:Name`, or the id of a contract.")
    ] = ""
    how: Annotated[str, Meta(description="What one does to extend here.")] = ""


class Component(_Element, frozen=True, kw_only=True):
    """A functional part of the system with one responsibility."""

    kind: ComponentKind
    name: Text | None = None
    context: Id | None = None
    responsibility: Annotated[str, Meta(description="The ONE thing that the component is there for, in one sentence.")] = ""
    technology: Technology | None = None
    icon: Annotated[
        str | None, Meta(description="An icon such as aws/msk; by default it follows from the technology and the kind.")
    ] = None
    owner: Text | None = None
    code: Code | None = None
    infrastructure: Infrastructure | None = None
    extension_points: tuple[ExtensionPoint, ...] = ()
    tags: tuple[Id, ...] = ()


class Contract(_Element, frozen=True, kw_only=True):
    """A promise about data that crosses a border: a file, a format and what may change in it."""

    format: ContractFormat
    file: Annotated[str, Meta(min_length=1, description="Relative to architecture.yaml.")]
    name: Text | None = None
    compatibility: Annotated[Compatibility | None, Meta(description="What a new version promises to users of the old one.")] = None
    owner: Annotated[Text | None, Meta(description="The context, component or team that may change it.")] = None
    pii: Annotated[bool | None, Meta(description="Whether it carries personal data.")] = None


class Interaction(_Element, frozen=True, kw_only=True):
    """One component uses another; the id is stable, so that flows, views and findings can name it."""

    id: Id
    source: Id = field(name="from")
    target: Id = field(name="to")
    protocol: Text
    style: Literal["sync", "async"]
    carries: Annotated[tuple[Id, ...], Meta(description="The contracts whose data go along.")] = ()
    purpose: str = ""


class Step(_Element, frozen=True, kw_only=True):
    """A step of a flow: exactly one of `use`, `any` (one of these happens) and `all` (these happen side by side)."""

    use: Annotated[Id | None, Meta(description="The interaction that happens.")] = None
    any: tuple["Step", ...] = ()
    all: tuple["Step", ...] = ()
    note: str = ""


class Flow(_Element, frozen=True, kw_only=True):
    """A process flow over the interactions; the data flow follows from what these carry."""

    name: Text | None = None
    trigger: str = ""
    outcome: str = ""
    steps: Annotated[tuple[Step, ...], Meta(min_length=1)]


class Target(_Element, frozen=True, kw_only=True):
    """Where a deployment runs."""

    provider: Provider
    region: str = ""
    iac: Annotated[str, Meta(description="The folder or file with its infrastructure as code.")] = ""


class Scale(_Element, frozen=True, kw_only=True):
    """How many instances run."""

    min: Annotated[int, Meta(ge=0)] = 1
    max: Annotated[int, Meta(ge=1)] = 1


class Node(_Element, frozen=True, kw_only=True):
    """Something that components run on."""

    id: Id
    kind: Text
    name: Text | None = None
    runs: tuple[Id, ...] = ()
    within: Annotated[Id | None, Meta(description="The node that this one is a part of.")] = None
    scale: Scale | None = None


class Strategy(_Element, frozen=True, kw_only=True):
    """How a new version of a component takes over."""

    type: StrategyType
    steps: Annotated[
        tuple[Annotated[int, Meta(ge=0, le=100)], ...], Meta(description="Canary: percent of the traffic, in order.")
    ] = ()
    rollback_on: Annotated[str, Meta(description="The condition that takes the release back.")] = ""


class Deployment(_Element, frozen=True, kw_only=True):
    """The system on one target."""

    name: Text | None = None
    target: Target
    nodes: tuple[Node, ...] = ()
    strategy: Annotated[dict[Id, Strategy], Meta(description="How each component is released.")] = {}


class Decision(_Element, frozen=True, kw_only=True):
    """An architecture decision record."""

    title: Text
    status: DecisionStatus = "accepted"
    date: str = ""
    file: Annotated[str | None, Meta(description="The full record, relative to architecture.yaml.")] = None
    supersedes: tuple[Id, ...] = ()


class View(_Element, frozen=True, kw_only=True):
    """A picture of a part of the model.

    `include` and `exclude` name contexts, components and interactions; `"-> x"` is whatever leads into x, `"x ->"` whatever x leads
    to, and `"*"` everything.
    """

    title: Text | None = None
    kind: Literal["system", "contexts", "deployment", "flow"] = "system"
    of: Annotated[Id | None, Meta(description="The deployment or flow that is shown.")] = None
    include: tuple[Text, ...] = ()
    exclude: tuple[Text, ...] = ()


class ImportException(_Element, frozen=True, kw_only=True):
    """An import that a rule lets pass, and who answers for it."""

    source: ModuleName = field(name="from")
    target: ModuleName = field(name="to")
    because: Text
    owner: Text
    allow_empty: Annotated[str, Meta(description="Why it is right that no import needs the exception.")] = ""


class ImportContract(_Element, frozen=True, kw_only=True):
    """What all contracts on imports share."""

    because: Annotated[str, Meta(description="The reason; it is shown with each breach.")] = ""
    exceptions: tuple[ImportException, ...] = ()
    type_checking: Annotated[bool, Meta(description="Whether imports under TYPE_CHECKING count.")] = True
    allow_empty: Annotated[str, Meta(description="Why it is right that a name in the contract matches nothing.")] = ""


class LayerGroup(_Element, frozen=True, kw_only=True):
    """Several modules on one level of a layer contract."""

    siblings: Annotated[tuple[Text, ...], Meta(min_length=1)]
    independent: Annotated[bool, Meta(description="Whether they may not import each other.")] = True
    closed: Annotated[bool, Meta(description="Whether the levels above may not reach over them to those below.")] = False


class Layers(ImportContract, frozen=True, kw_only=True):
    """Modules in order, from the top to the bottom: a layer may import what stands below it, never what stands above."""

    order: Annotated[
        tuple[Text | LayerGroup, ...],
        Meta(min_length=1, description="Top first; a name in parentheses may be missing."),
    ]
    within: Annotated[
        ModuleName | tuple[ModuleName, ...] | None,
        Meta(description="The packages whose parts are the layers, each for itself; none: full module names."),
    ] = None
    exhaustive: Annotated[bool, Meta(description="Whether every part of `within` must be a layer.")] = False
    unlayered: Annotated[tuple[Text, ...], Meta(description="The parts of `within` that `exhaustive` leaves alone.")] = ()


class Forbidden(ImportContract, frozen=True, kw_only=True):
    """Imports that must not be, direct or through others."""

    source: Annotated[tuple[ModuleName, ...], Meta(min_length=1)] = field(name="from")
    target: Annotated[tuple[ModuleName, ...], Meta(min_length=1)] = field(name="to")
    indirect: Annotated[bool, Meta(description="Whether a chain of imports counts too.")] = True
    descendants: Annotated[bool, Meta(description="Whether the modules below those named are meant too.")] = True


class Independent(ImportContract, frozen=True, kw_only=True):
    """Modules that do not import each other, directly or through modules that are none of them."""

    modules: Annotated[tuple[ModuleName, ...], Meta(min_length=1, description="Each with all below it.")]
    indirect: Annotated[bool, Meta(description="Whether a chain of imports counts too.")] = True


class Protected(ImportContract, frozen=True, kw_only=True):
    """Modules that only some others may import. Only direct imports count."""

    modules: Annotated[tuple[ModuleName, ...], Meta(min_length=1, description="Modules, or external packages.")]
    importers: Annotated[tuple[ModuleName, ...], Meta(description="Who may import them; each of them may import itself.")] = ()
    descendants: Annotated[bool, Meta(description="Whether the modules below those named are meant too.")] = True


class Private(ImportContract, frozen=True, kw_only=True):
    """Modules whose names begin with `_` are imported only from within the package that they are in."""

    within: Annotated[tuple[ModuleName, ...], Meta(description="The packages whose private modules are meant; none: all.")] = ()


class Acyclic(ImportContract, frozen=True, kw_only=True):
    """Parts of a package that do not import each other in a circle; what is below a part counts as the part."""

    within: Annotated[tuple[ModuleName, ...], Meta(min_length=1, description="The packages whose parts are meant.")]
    depth: (
        Annotated[int, Meta(ge=0, description="How many levels below `within` are looked into as well; 0: its own parts alone.")]
        | None
    ) = None
    skip: Annotated[tuple[ModuleName, ...], Meta(description="Packages that are not looked into.")] = ()


class External(ImportContract, frozen=True, kw_only=True):
    """Which external packages modules may import. Only direct imports count."""

    modules: Annotated[tuple[ModuleName, ...], Meta(description="Who imports, each with all below it.")] = ()
    contexts: Annotated[tuple[Id, ...], Meta(description="Bounded contexts whose code is meant too.")] = ()
    allow: Annotated[tuple[ModuleName, ...] | None, Meta(description="Only these; none given: all.")] = None
    forbid: Annotated[tuple[ModuleName, ...], Meta(description="None of these.")] = ()
    stdlib: Annotated[bool, Meta(description="Whether the standard library is allowed as a whole.")] = True


class CodeRules(_Element, frozen=True, kw_only=True):
    """Who may import whom in the code."""

    roots: Annotated[tuple[Text, ...], Meta(description="Folders that packages start in; none: they are found.")] = ()
    exclude: Annotated[tuple[Text, ...], Meta(description="Paths that are not read; `*` and `**` as in .gitignore.")] = ()
    packages: Annotated[
        tuple[ModuleName, ...],
        Meta(description="The packages that the contracts below speak of; all else counts as external. None: all code."),
    ] = ()
    layers: Annotated[dict[Id, Layers], Meta(description="Modules in order, top first.")] = {}
    forbidden: Annotated[dict[Id, Forbidden], Meta(description="Who may not import what.")] = {}
    independent: Annotated[dict[Id, Independent], Meta(description="Modules that do not import each other.")] = {}
    protected: Annotated[dict[Id, Protected], Meta(description="Modules that only some others may import.")] = {}
    private: Annotated[dict[Id, Private], Meta(description="Modules that only their own package may import.")] = {}
    acyclic: Annotated[dict[Id, Acyclic], Meta(description="Packages without circles between their parts.")] = {}
    external: Annotated[dict[Id, External], Meta(description="Which external packages may be imported.")] = {}
    boundaries: Annotated[dict[Id, Boundaries], Meta(description="Tables of modules with what each may depend on.")] = {}


class Architecture(_Element, frozen=True, kw_only=True):
    """A whole `architecture.yaml`."""

    archlint: Annotated[Literal["1"], Meta(description="The version of this format.")]
    system: System
    contexts: Annotated[dict[Id, Context], Meta(description="The bounded contexts.")] = {}
    context_map: Annotated[tuple[Relation, ...], Meta(description="How the contexts relate, upstream to downstream.")] = ()
    components: Annotated[dict[Id, Component], Meta(description="The functional parts.")] = {}
    contracts: Annotated[dict[Id, Contract], Meta(description="The data that cross borders.")] = {}
    interactions: Annotated[tuple[Interaction, ...], Meta(description="Who uses whom, how, and with which data.")] = ()
    flows: Annotated[dict[Id, Flow], Meta(description="The process flows.")] = {}
    deployments: Annotated[dict[Id, Deployment], Meta(description="Where it runs and how it is released.")] = {}
    decisions: Annotated[dict[Id, Decision], Meta(description="The architecture decision records.")] = {}
    views: Annotated[dict[Id, View], Meta(description="Pictures of a part; good ones exist without any.")] = {}
    code: Annotated[CodeRules | None, Meta(description="Which imports the code may have.")] = None
    check: Annotated[CheckSettings | None, Meta(description="How findings are dealt with.")] = None
