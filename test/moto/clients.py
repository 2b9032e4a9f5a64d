"""boto3 clients for moto, without anything of orgwright's."""

import boto3

REGION = "us-east-1"
UNKNOWN_KEY = {"aws_access_key_id": "nobody", "aws_secret_access_key": "nothing"}


def client(endpoint, service, credentials=None, region=REGION):
    """A client of the management account, or of the account whose credentials these are."""
    keys = credentials or UNKNOWN_KEY
    return boto3.client(service, endpoint_url=endpoint, region_name=region, **keys)


def member(endpoint, account):
    """Credentials in a member account."""
    role = f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole"
    answer = client(endpoint, "sts").assume_role(RoleArn=role, RoleSessionName="stranger")["Credentials"]
    return {
        "aws_access_key_id": answer["AccessKeyId"],
        "aws_secret_access_key": answer["SecretAccessKey"],
        "aws_session_token": answer["SessionToken"],
    }


def listed(client, operation, **arguments):
    """Everything that a paginated operation lists."""
    pages = client.get_paginator(operation).paginate(**arguments)
    return [item for page in pages for item in page[pages.result_keys[0].expression]]
