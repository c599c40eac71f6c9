"""What several views draw in the same way: a component as a card, an interaction as an edge, a context as a group."""

from __future__ import annotations

from archlint.diagrams.icons import Icons
from archlint.diagrams.view import Card, Edge, Group
from archlint.model import Architecture, Interaction

_SPELLING = {
    "http": "HTTP",
    "https": "HTTPS",
    "rest": "REST",
    "grpc": "gRPC",
    "graphql": "GraphQL",
    "mqtt": "MQTT",
    "amqp": "AMQP",
    "kafka": "Kafka",
    "s3": "S3",
    "sql": "SQL",
    "jdbc": "JDBC",
    "odbc": "ODBC",
    "websocket": "WebSocket",
    "websockets": "WebSocket",
    "sse": "SSE",
    "tcp": "TCP",
    "udp": "UDP",
    "sftp": "SFTP",
    "ftp": "FTP",
    "smtp": "SMTP",
    "nfs": "NFS",
    "file": "file",
    "odata": "OData",
    "soap": "SOAP",
    "in-process": "in-process",
}


def protocol(name: str) -> str:
    """A protocol as people write it."""
    return _SPELLING.get(name, name)


def component_card(model: Architecture, name: str, icons: Icons, *, group: str = "", badge: str = "", id: str = "") -> Card:  # noqa: A002
    """A component as a card."""
    component = model.components[name]
    choice = component.technology.choice if component.technology else ""
    return Card(
        id=id or name,
        title=component.name or name,
        kind=component.kind,
        lines=(choice,) if choice else (),
        badge=badge,
        icon=icons.find(component.icon, choice, ("components", name, "icon")),
        group=group,
        note=component.responsibility,
    )


def context_group(model: Architecture, name: str) -> Group:
    """A bounded context as a frame."""
    context = model.contexts[name]
    return Group(id=f"context:{name}", title=context.name or name, kind="context", remark=context.owner or "")


def interaction_edge(model: Architecture, interaction: Interaction) -> Edge:
    """An interaction as an edge between the cards of its components."""
    source, target = (model.components[end].name or end for end in (interaction.source, interaction.target))
    carried = f", carries {', '.join(interaction.carries)}" if interaction.carries else ""
    purpose = f". {interaction.purpose}" if interaction.purpose else ""
    return Edge(
        id=interaction.id,
        source=interaction.source,
        target=interaction.target,
        label=protocol(interaction.protocol),
        contracts=interaction.carries,
        dashed=interaction.style == "async",
        note=f"{source} to {target}: {protocol(interaction.protocol)}, {interaction.style}{carried}{purpose}",
    )


def shorten(sentence: str) -> str:
    """A text on one line."""
    return " ".join(sentence.split())
