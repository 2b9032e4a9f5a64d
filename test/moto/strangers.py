"""Builds an organization as somebody may have made it by hand, years before orgwright.

Some of it is what small.yaml wishes for, under the same names; the rest is foreign and has to stay as it is.

Usage: strangers.py ENDPOINT
"""

import json
import sys

from clients import client, member

endpoint = sys.argv[1]
organizations = client(endpoint, "organizations")
organizations.create_organization(FeatureSet="ALL")
root = organizations.list_roots()["Roots"][0]["Id"]
organizations.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
organizations.enable_aws_service_access(ServicePrincipal="ram.amazonaws.com")


def unit(parent, name):
    return organizations.create_organizational_unit(ParentId=parent, Name=name)["OrganizationalUnit"]["Id"]


def account(name, email, parent, **tags):
    tag_list = [{"Key": key, "Value": value} for key, value in tags.items()]
    status = organizations.create_account(AccountName=name, Email=email, Tags=tag_list)["CreateAccountStatus"]
    organizations.move_account(AccountId=status["AccountId"], SourceParentId=root, DestinationParentId=parent)
    return status["AccountId"]


workloads = unit(root, "workloads")
production = unit(workloads, "prod")
legacy = unit(root, "legacy")

# The address of small.yaml's shop-prod, written differently; name and unit differ.
shop = account("shop-prod", "AWS+shop-prod@small.example", legacy, Owner="shop", CostCenter="4711")
account("billing", "billing@small.example", legacy, Owner="finance")

baseline = {
    "Version": "2012-10-17",
    "Statement": [{"Sid": "KeepLogs", "Effect": "Deny", "Action": "cloudtrail:StopLogging", "Resource": "*"}],
}
policy = organizations.create_policy(
    Name="corp-baseline",
    Type="SERVICE_CONTROL_POLICY",
    Description="Made by hand",
    Content=json.dumps(baseline, indent=4),
    Tags=[{"Key": "team", "Value": "security"}],
)["Policy"]["PolicySummary"]["Id"]
organizations.attach_policy(PolicyId=policy, TargetId=root)
organizations.attach_policy(PolicyId=policy, TargetId=legacy)

iam = client(endpoint, "iam", member(endpoint, shop))


def role(name, path, principal):
    trust = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"AWS": principal}, "Action": "sts:AssumeRole"}],
    }
    iam.create_role(RoleName=name, Path=path, AssumeRolePolicyDocument=json.dumps(trust, indent=1))


role("DeployBot", "/ci/", "999999999999")
iam.tag_role(RoleName="DeployBot", Tags=[{"Key": "team", "Value": "shop"}])
iam.put_role_policy(
    RoleName="DeployBot",
    PolicyName="Deploy",
    PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}),
)
# Has the name and the path of a role that small.yaml wishes for, and lets somebody else in.
role("OrgwrightPlan", "/orgwright/", "999999999999")
