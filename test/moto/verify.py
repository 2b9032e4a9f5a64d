"""Prints what stands in an organization as JSON: who reads it is boto3, and none of it comes from orgwright.

Usage: verify.py ENDPOINT
"""

import json
import sys


from clients import client, listed, member

HOME = "eu-west-1"
LOGGING = "logging"
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


def people_of(endpoint, credentials):
    """What an account asks of passwords, how it is called, and its users, groups and own policies."""
    iam = client(endpoint, "iam", credentials)
    return {
        "passwords": passwords_of(iam),
        "aliases": listed(iam, "list_account_aliases"),
        "users": [user_of(iam, user) for user in listed(iam, "list_users")],
        "groups": [group_of(iam, group) for group in listed(iam, "list_groups")],
        "policies": [policy_of(iam, policy) for policy in listed(iam, "list_policies", Scope="Local")],
    }


def passwords_of(iam):
    """What passwords have to be like; None where AWS's default holds. moto says "0 days" where passwords do not expire."""
    try:
        policy = iam.get_account_password_policy()["PasswordPolicy"]
        return {key: value for key, value in policy.items() if (key, value) != ("MaxPasswordAge", 0)}
    except iam.exceptions.NoSuchEntityException:
        return None


def user_of(iam, user):
    name = user["UserName"]
    return {
        "name": name,
        "path": user["Path"],
        "groups": sorted(group["GroupName"] for group in listed(iam, "list_groups_for_user", UserName=name)),
        "inline": listed(iam, "list_user_policies", UserName=name),
        "managed": listed(iam, "list_attached_user_policies", UserName=name),
        "keys": listed(iam, "list_access_keys", UserName=name),
        "password": has_password(iam, name),
        "tags": named(listed(iam, "list_user_tags", UserName=name)),
    }


def has_password(iam, name):
    try:
        iam.get_login_profile(UserName=name)
        return True
    except iam.exceptions.NoSuchEntityException:
        return False


def group_of(iam, group):
    name = group["GroupName"]
    attached = listed(iam, "list_attached_group_policies", GroupName=name)
    return {
        "name": name,
        "path": group["Path"],
        "members": sorted(user["UserName"] for user in listed(iam, "get_group", GroupName=name)),
        "inline": listed(iam, "list_group_policies", GroupName=name),
        "managed": sorted(policy["PolicyArn"] for policy in attached),
    }


def policy_of(iam, policy):
    arn = policy["Arn"]
    version = iam.get_policy_version(PolicyArn=arn, VersionId=policy["DefaultVersionId"])["PolicyVersion"]
    return {
        "name": policy["PolicyName"],
        "path": policy["Path"],
        "document": version["Document"],
        "tags": named(listed(iam, "list_policy_tags", PolicyArn=arn)),
    }


def buckets_of(endpoint, credentials):
    """Every bucket of an account with what protects it."""
    s3 = client(endpoint, "s3", credentials)
    for name in sorted(bucket["Name"] for bucket in s3.list_buckets()["Buckets"]):
        yield {
            "name": name,
            "region": s3.get_bucket_location(Bucket=name)["LocationConstraint"],
            "lock": lock_of(s3, name),
            "versioning": s3.get_bucket_versioning(Bucket=name).get("Status"),
            "ownership": s3.get_bucket_ownership_controls(Bucket=name)["OwnershipControls"]["Rules"],
            "publicAccessBlock": s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"],
            "encryption": s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]["Rules"],
            "lifecycle": s3.get_bucket_lifecycle_configuration(Bucket=name)["Rules"],
            "policy": json.loads(s3.get_bucket_policy(Bucket=name)["Policy"]),
            "tags": {tag["Key"]: tag["Value"] for tag in s3.get_bucket_tagging(Bucket=name)["TagSet"]},
        }


def lock_of(s3, name):
    """What Object Lock does in a bucket; None where it is off. moto says "0 years" besides days."""
    try:
        lock = s3.get_object_lock_configuration(Bucket=name)["ObjectLockConfiguration"]
    except s3.exceptions.ClientError as error:
        if error.response["Error"]["Code"] == "ObjectLockConfigurationNotFoundError":
            return None
        raise
    retention = lock["Rule"]["DefaultRetention"]
    return {**lock, "Rule": {"DefaultRetention": {key: value for key, value in retention.items() if value}}}


def keys_of(endpoint, credentials):
    """Every key of an account that has an alias of its own."""
    kms = client(endpoint, "kms", credentials, HOME)
    for alias in listed(kms, "list_aliases"):
        if "TargetKeyId" in alias and not alias["AliasName"].startswith("alias/aws/"):
            key = kms.describe_key(KeyId=alias["TargetKeyId"])["KeyMetadata"]
            tags = kms.list_resource_tags(KeyId=key["KeyId"])["Tags"]
            yield {
                "alias": alias["AliasName"],
                "arn": key["Arn"],
                "description": key["Description"],
                "state": key["KeyState"],
                "rotation": kms.get_key_rotation_status(KeyId=key["KeyId"])["KeyRotationEnabled"],
                "policy": json.loads(kms.get_key_policy(KeyId=key["KeyId"], PolicyName="default")["Policy"]),
                "tags": {tag["TagKey"]: tag["TagValue"] for tag in tags},
            }


def trails_of(endpoint):
    """Every trail of the management account, with whether it is switched on."""
    cloudtrail = client(endpoint, "cloudtrail", None, HOME)
    for trail in cloudtrail.describe_trails(includeShadowTrails=False)["trailList"]:
        arn = trail["TrailARN"]
        tags = cloudtrail.list_tags(ResourceIdList=[arn])["ResourceTagList"][0]["TagsList"]
        yield {
            "name": trail["Name"],
            "homeRegion": trail["HomeRegion"],
            "bucket": trail["S3BucketName"],
            "key": trail.get("KmsKeyId"),
            "organization": trail["IsOrganizationTrail"],
            "multiRegion": trail["IsMultiRegionTrail"],
            "globalEvents": trail["IncludeGlobalServiceEvents"],
            "validation": trail["LogFileValidationEnabled"],
            "logging": cloudtrail.get_trail_status(Name=trail["Name"])["IsLogging"],
            "tags": {tag["Key"]: tag["Value"] for tag in tags},
        }


def public_access_of(endpoint, account, credentials):
    """What S3 keeps the public out of in a whole account; None where nothing is set."""
    s3control = client(endpoint, "s3control", credentials, HOME)

    def to_the_address(request, **_):
        # The client puts the account's id before the host, which is an address here; it goes in a header as well.
        request.url = request.url.replace(f"//{account}.", "//")

    s3control.meta.events.register("before-sign.s3-control", to_the_address)
    try:
        return s3control.get_public_access_block(AccountId=account)["PublicAccessBlockConfiguration"]
    except s3control.exceptions.ClientError as error:
        if error.response["Error"]["Code"] == "NoSuchPublicAccessBlockConfiguration":
            return None
        raise


def log_of(endpoint, accounts):
    """The audit log; nothing where there is no account for it."""
    account = next((account["id"] for account in accounts if account["name"] == LOGGING), None)
    if account is None:
        return {"buckets": [], "keys": [], "trails": []}
    credentials = member(endpoint, account)
    return {
        "buckets": list(buckets_of(endpoint, credentials)),
        "keys": list(keys_of(endpoint, credentials)),
        "trails": list(trails_of(endpoint)),
    }


def named(tags):
    return {tag["Key"]: tag["Value"] for tag in tags}


def published_of(endpoint, accounts):
    """What the account `publishing` publishes; nothing where there is no such account."""
    account = next((account["id"] for account in accounts if account["name"] == "publishing"), None)
    if account is None:
        return {"repositories": [], "parameters": [], "providers": []}
    credentials = member(endpoint, account)
    ecr, ssm = client(endpoint, "ecr", credentials, HOME), client(endpoint, "ssm", credentials, HOME)
    iam = client(endpoint, "iam", credentials)
    repositories = [
        {
            "name": repository["repositoryName"],
            "mutability": repository["imageTagMutability"],
            "scanOnPush": repository["imageScanningConfiguration"]["scanOnPush"],
            "lifecycle": json.loads(ecr.get_lifecycle_policy(repositoryName=repository["repositoryName"])["lifecyclePolicyText"]),
            "policy": json.loads(ecr.get_repository_policy(repositoryName=repository["repositoryName"])["policyText"]),
            "tags": named(ecr.list_tags_for_resource(resourceArn=repository["repositoryArn"])["tags"]),
        }
        for repository in ecr.describe_repositories()["repositories"]
    ]
    parameters = [
        {
            "name": parameter["Name"],
            "value": ssm.get_parameter(Name=parameter["Name"])["Parameter"]["Value"],
            "tier": parameter["Tier"],
            "tags": named(ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId=parameter["Name"])["TagList"]),
        }
        for parameter in ssm.describe_parameters()["Parameters"]
    ]
    arns = [provider["Arn"] for provider in iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]]
    providers = [iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn) for arn in arns]
    return {
        "repositories": repositories,
        "parameters": parameters,
        "providers": [{"url": one["Url"], "audiences": one["ClientIDList"]} for one in providers],
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
            "roles": list(roles_of(endpoint, credentials)),
            "people": people_of(endpoint, credentials),
            "publicAccessBlock": public_access_of(endpoint, account["Id"], credentials),
        }
        for account in listed(organizations, "list_accounts")
        for credentials in [None if account["Id"] == organization["MasterAccountId"] else member(endpoint, account["Id"])]
    ]
    names = {root["Id"]: "root"} | {u["id"]: f"ou:{u['path']}" for u in units}
    names |= {a["id"]: f"account:{a['name']}" for a in accounts}
    services = listed(organizations, "list_aws_service_access_for_organization")
    return {
        "organization": {
            "id": organization["Id"],
            "features": organization["FeatureSet"],
            "managementAccount": organization["MasterAccountId"],
            "policyTypes": sorted(t["Type"] for t in root["PolicyTypes"] if t["Status"] == "ENABLED"),
            "trustedServices": sorted(service["ServicePrincipal"] for service in services),
            "rootTags": tags_of(organizations, root["Id"]),
        },
        "units": units,
        "accounts": accounts,
        "policies": list(policies_of(organizations, names)),
        "log": log_of(endpoint, accounts),
        "published": published_of(endpoint, accounts),
    }


json.dump(organization_at(sys.argv[1]), sys.stdout, indent=2)
