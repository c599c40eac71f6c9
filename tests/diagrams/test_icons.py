"""Technology as people write it finds its picture; a wrong name is answered with near ones."""

from __future__ import annotations

import importlib

import pytest

from archlint.diagrams.icons import Icons, picture
from archlint.errors import UserError
from archlint.model import parse
from tests.diagrams.examples import HEAD


@pytest.mark.parametrize(
    ("technology", "icon"),
    [
        ("Amazon MSK", "aws/analytics/managed-streaming-for-kafka"),
        ("FastAPI", "programming/framework/fastapi"),
        ("PostgreSQL 17", "onprem/database/postgresql"),
        ("S3 + Parquet", "aws/storage/simple-storage-service-s3"),
        ("Kafka", "onprem/queue/kafka"),
        ("SageMaker endpoint", "aws/ml/sagemaker"),
        ("ECS Fargate", "aws/compute/elastic-container-service"),
        ("Python, FastAPI", "programming/framework/fastapi"),
        ("Python 3.13", "programming/language/python"),
        ("Google Cloud Storage", "gcp/storage/storage"),
        ("DuckDB on a local folder", "onprem/database/duckdb"),
        ("a server for users", ""),
        ("nothing that anyone has drawn", ""),
    ],
)
def test_a_technology_finds_its_picture(technology: str, icon: str) -> None:
    assert Icons().find(None, technology, ()) == icon


@pytest.mark.parametrize(
    ("name", "icon"),
    [
        ("aws/msk", "aws/analytics/managed-streaming-for-kafka"),
        ("aws/iot-sensor", "aws/iot/iot-sensor"),
        ("generic/mobile", "generic/device/mobile"),
        ("aws/ManagedStreamingForKafka", "aws/analytics/managed-streaming-for-kafka"),
        ("onprem/queue/kafka", "onprem/queue/kafka"),
    ],
)
def test_an_icon_can_be_named(name: str, icon: str) -> None:
    assert Icons().find(name, "", ()) == icon


def test_an_unknown_icon_is_answered_with_its_place_and_near_names() -> None:
    document = parse(HEAD + "components:\n  a: {kind: broker, icon: aws/mks}\n")
    with pytest.raises(UserError, match=r"architecture\.yaml:4:\d+: no icon is named 'aws/mks'; near are .*aws/msk"):
        Icons(document).find("aws/mks", "", ("components", "a", "icon"))


@pytest.mark.parametrize("name", ["../../etc/passwd", "aws/../x", "aws/", "/", "aws"])
def test_a_name_never_leads_out_of_the_table(name: str) -> None:
    with pytest.raises(UserError, match="no icon is named"):
        Icons().find(name, "", ())


def test_every_name_leads_to_a_picture_and_a_class() -> None:
    icons = Icons()
    icons.find("aws/msk", "", ())
    keys = {*icons._aliases.values(), *icons._keys()[::40]}
    for key in keys:
        data = picture(key)
        assert data is not None and data.startswith(b"\x89PNG"), key
        module, name = icons.python_class(key, "service")
        assert hasattr(importlib.import_module(module), name), key
