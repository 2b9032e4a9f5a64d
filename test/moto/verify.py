"""Prints what stands in an organization as JSON: who reads it is boto3, and none of it comes from orgwright.

Usage: verify.py ENDPOINT
"""

import json
import sys

from clients import client, listed, member

POLICY_TYPES = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY", "TAG_POLICY"]


def tags_of(organizations, resource):
    tags = listed(organizations, "list_tags_for_resource", ResourceId=resource)
    return {tag["Key"]: tag["Value"] for tag in tags}


def walk(organizations, parent, path, units):
    """Path, id and tags of every unit below a parent, and where each account stands."""
    accounts = {a["Id"]: path for a in listed(organizations, "list_accounts_for_parent", ParentId=parent)}
    for unit in listed(organizations, "list_organizational_units_for_parent", ParentId=parent):
        below = unit["Name"] if path == "root" else f"{path}/{unit['Name']}"
        units.append({"path": below, "id": unit["Id"], "tags": tags_of(organizations, unit["Id"])})
        accounts |= walk(organizations, unit["Id"], below, units)
    return accounts


def policies_of(organizations, names):
    """Every policy with its text as it is, and what it is attached to, by name."""
    for kind in POLICY_TYPES:
        for summary in listed(organizations, "list_policies", Filter=kind):
            policy = organizations.describe_policy(PolicyId=summary["Id"])["Policy"]
            targets = listed(organizations, "list_targets_for_policy", PolicyId=summary["Id"])
            yield {
                "id": summary["Id"],
                "name": summary["Name"],
                "type": kind,
                "description": policy["PolicySummary"].get("Description"),
                "awsManaged": summary["AwsManaged"],
                "text": policy["Content"],
                "tags": {} if summary["AwsManaged"] else tags_of(organizations, summary["Id"]),
                "targets": sorted(names[target["TargetId"]] for target in targets),
            }


def roles_of(endpoint, credentials):
    iam = client(endpoint, "iam", credentials)
    for role in listed(iam, "list_roles"):
        name = role["RoleName"]
        inline = listed(iam, "list_role_policies", RoleName=name)
        attached = listed(iam, "list_attached_role_policies", RoleName=name)
        found = iam.get_role(RoleName=name)["Role"]
        yield {
            "name": name,
            "path": role["Path"],
            "description": found.get("Description"),
            "maxSessionSeconds": found["MaxSessionDuration"],
            "trust": found["AssumeRolePolicyDocument"],
            "inline": {
                policy: iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"] for policy in inline
            },
            "managed": sorted(policy["PolicyArn"] for policy in attached),
            "tags": {tag["Key"]: tag["Value"] for tag in listed(iam, "list_role_tags", RoleName=name)},
        }


def organization_at(endpoint):
    organizations = client(endpoint, "organizations")
    organization = organizations.describe_organization()["Organization"]
    root = organizations.list_roots()["Roots"][0]
    units = []
    parents = walk(organizations, root["Id"], "root", units)
    accounts = [
        {
            "id": account["Id"],
            "name": account["Name"],
            "email": account["Email"],
            "status": account["Status"],
            "unit": parents[account["Id"]],
            "tags": tags_of(organizations, account["Id"]),
            "roles": list(
                roles_of(endpoint, None if account["Id"] == organization["MasterAccountId"] else member(endpoint, account["Id"]))
            ),
        }
        for account in listed(organizations, "list_accounts")
    ]
    names = {root["Id"]: "root"} | {u["id"]: f"ou:{u['path']}" for u in units}
    names |= {a["id"]: f"account:{a['name']}" for a in accounts}
    services = listed(organizations, "list_aws_service_access_for_organization")
    return {
        "organization": {
            "features": organization["FeatureSet"],
            "managementAccount": organization["MasterAccountId"],
            "policyTypes": sorted(t["Type"] for t in root["PolicyTypes"] if t["Status"] == "ENABLED"),
            "trustedServices": sorted(service["ServicePrincipal"] for service in services),
            "rootTags": tags_of(organizations, root["Id"]),
        },
        "units": units,
        "accounts": accounts,
        "policies": list(policies_of(organizations, names)),
    }


json.dump(organization_at(sys.argv[1]), sys.stdout, indent=2)
