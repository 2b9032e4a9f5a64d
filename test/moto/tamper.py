"""Changes an organization behind orgwright's back, in nine ways.

Usage: tamper.py ENDPOINT
"""

import json
import sys

from clients import client, listed, member

endpoint = sys.argv[1]
organizations = client(endpoint, "organizations")
root = organizations.list_roots()["Roots"][0]["Id"]


def account(name):
    return next(a["Id"] for a in listed(organizations, "list_accounts") if a["Name"] == name)


def unit(name):
    units = listed(organizations, "list_organizational_units_for_parent", ParentId=root)
    return next(u["Id"] for u in units if u["Name"] == name)


def policy(name):
    policies = listed(organizations, "list_policies", Filter="SERVICE_CONTROL_POLICY")
    return next(p["Id"] for p in policies if p["Name"] == name)


organizations.detach_policy(PolicyId=policy("foundation-stay"), TargetId=root)

organizations.move_account(
    AccountId=account("playground"), SourceParentId=unit("sandboxes"), DestinationParentId=root
)

organizations.update_organizational_unit(OrganizationalUnitId=unit("sandboxes"), Name="sandpit")

organizations.update_policy(
    PolicyId=policy("foundation-reserved-tags"),
    Content=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [{"Sid": "ReserveTags", "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "*"}],
        }
    ),
)

iam = client(endpoint, "iam", member(endpoint, account("shop-dev")))
trust = iam.get_role(RoleName="OrgwrightApply")["Role"]["AssumeRolePolicyDocument"]
trust["Statement"].append({"Effect": "Allow", "Principal": {"AWS": "999999999999"}, "Action": "sts:AssumeRole"})
iam.update_assume_role_policy(RoleName="OrgwrightApply", PolicyDocument=json.dumps(trust))

logging = account("logging")
credentials = member(endpoint, logging)
s3 = client(endpoint, "s3", credentials)
s3.delete_bucket_policy(Bucket=f"acme-org-trail-{logging}")
s3.delete_public_access_block(Bucket=f"acme-service-logs-{logging}")

kms = client(endpoint, "kms", credentials, "eu-west-1")
kms.disable_key_rotation(KeyId=kms.describe_key(KeyId="alias/org-trail")["KeyMetadata"]["KeyId"])

client(endpoint, "cloudtrail", None, "eu-west-1").stop_logging(Name="org-trail")
