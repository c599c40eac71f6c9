"""The ground floor: architecture.yaml, typed, frozen, and with a place for each of its parts.

`load` and `parse` read, `dump` and `save` write, `schema` describes the format; `decode_yaml` reads any other YAML file into a type
in the same way, with the same messages.
"""

from archlint.model.check_settings import CheckSettings, PathSettings, RuleSettings
from archlint.model.decode import Decoded, decode_yaml
from archlint.model.dump import SCHEMA_COMMENT, dump
from archlint.model.edit import save
from archlint.model.load import FILE_NAME, Document, load, parse
from archlint.model.nodes import ModelError, Problem
from archlint.model.schema import schema
from archlint.model.suggest import did_you_mean
from archlint.model.types import (
    Architecture,
    Code,
    CodeRules,
    Component,
    Context,
    ContextCode,
    Contract,
    Decision,
    Deployment,
    ExtensionPoint,
    Flow,
    Forbidden,
    ImportException,
    Infrastructure,
    Interaction,
    LayerGroup,
    Layers,
    Node,
    Relation,
    Scaffold,
    Scale,
    Step,
    Strategy,
    System,
    Target,
    Technology,
    View,
)

__all__ = [
    "FILE_NAME",
    "SCHEMA_COMMENT",
    "Architecture",
    "CheckSettings",
    "Code",
    "CodeRules",
    "Component",
    "Context",
    "ContextCode",
    "Contract",
    "Decision",
    "Decoded",
    "Deployment",
    "Document",
    "ExtensionPoint",
    "Flow",
    "Forbidden",
    "ImportException",
    "Infrastructure",
    "Interaction",
    "LayerGroup",
    "Layers",
    "ModelError",
    "Node",
    "PathSettings",
    "Problem",
    "Relation",
    "RuleSettings",
    "Scaffold",
    "Scale",
    "Step",
    "Strategy",
    "System",
    "Target",
    "Technology",
    "View",
    "decode_yaml",
    "did_you_mean",
    "dump",
    "load",
    "parse",
    "save",
    "schema",
]
