"""Changes the text of one guardrail of small.yaml.

Usage: drift.py ENDPOINT SID
"""

import json
import sys

from clients import client, listed

endpoint, sid = sys.argv[1:]
organizations = client(endpoint, "organizations")
policies = listed(organizations, "list_policies", Filter="SERVICE_CONTROL_POLICY")
stay = next(policy["Id"] for policy in policies if policy["Name"] == "foundation-stay")
statement = {"Sid": sid, "Effect": "Deny", "Action": "organizations:LeaveOrganization", "Resource": "*"}
organizations.update_policy(
    PolicyId=stay, Content=json.dumps({"Version": "2012-10-17", "Statement": [statement]})
)
