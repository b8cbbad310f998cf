"""AWS WAF before the API's stage, where the stack has a list of rules: Chalice knows of none."""

from deploy import recover, stacks
from deploy.aws import Account
from deploy.report import say
from deploy.stages import Stage

OUTPUT = "FirewallArn"


def attach(stage: Stage, account: Account, api: str) -> None:
    """Put the stack's list before the API's stage, unless it is there or there is none."""
    stack = stacks.find(stage, account)
    wanted = stack.outputs.get(OUTPUT) if stack else None
    if wanted is None:
        return
    client, resource = account.client("wafv2"), _arn(stage, account, api)
    current = client.get_web_acl_for_resource(ResourceArn=resource).get("WebACL", {}).get("ARN")
    if current == wanted:
        say("AWS WAF is before the API already")
        return
    client.associate_web_acl(WebACLArn=wanted, ResourceArn=resource)
    say("AWS WAF is before the API now")


def detach(stage: Stage, account: Account) -> None:
    """Take it away, as a list that is before something cannot be deleted."""
    api = recover.rest_api(stage, account)
    if api is not None:
        arn = _arn(stage, account, api["rest_api_id"])
        account.client("wafv2").disassociate_web_acl(ResourceArn=arn)
        say("AWS WAF is not before the API any more")


def _arn(stage: Stage, account: Account, api: str) -> str:
    partition = account.session.get_partition_for_region(account.region)
    return f"arn:{partition}:apigateway:{account.region}::/restapis/{api}/stages/{stage.api_stage}"
