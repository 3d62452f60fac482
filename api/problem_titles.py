"""The stable kinds of problem: what each is called, and the status it travels with."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalogs.wording import Wording


@dataclass(frozen=True)
class ProblemKind:
    """One kind of refusal as the counter answers it. Its slug never changes once published."""

    status: int
    title: Wording


KINDS: Mapping[str, ProblemKind] = {
    # Refusals of the engine, by the slug of their class.
    "refused": ProblemKind(409, Wording("不能办理", "Refused")),
    "not-found": ProblemKind(404, Wording("没有找到", "Not found")),
    "not-permitted": ProblemKind(403, Wording("无权办理", "Not permitted")),
    "wrong-input": ProblemKind(422, Wording("填写有误", "Wrong input")),
    "too-large": ProblemKind(413, Wording("内容过大", "Too large")),
    "conflict": ProblemKind(409, Wording("与已有记录冲突", "Conflict")),
    "transition-refused": ProblemKind(409, Wording("当前状态不能这样办理", "Not possible in this status")),
    "already-decided": ProblemKind(409, Wording("已经办结", "Already decided")),
    "prerequisites-not-met": ProblemKind(409, Wording("前置事项未通过", "Prerequisites not met")),
    "documents-missing": ProblemKind(409, Wording("缺少材料", "Documents missing")),
    "code-not-confirmed": ProblemKind(409, Wording("项目代码未确认", "Project code not confirmed")),
    "key-reused": ProblemKind(409, Wording("幂等键已被使用", "Idempotency key reused")),
    "replayed": ProblemKind(409, Wording("重复的回调", "Replayed callback")),
    "not-signed-in": ProblemKind(401, Wording("未登录", "Not signed in")),
    "signature-wrong": ProblemKind(401, Wording("签名未通过验证", "Signature not proven")),
    "too-many-requests": ProblemKind(429, Wording("请求太多", "Too many requests")),
    "schema-behind": ProblemKind(503, Wording("数据库待升级", "Database not migrated")),
    "settings-wrong": ProblemKind(500, Wording("配置有误", "Wrong settings")),
    "platform-unavailable": ProblemKind(503, Wording("省级平台暂不可用", "Provincial platform unavailable")),
    "platform-refused": ProblemKind(502, Wording("省级平台拒绝", "Provincial platform refused")),
    # Refusals of the catalogues.
    "wrong-facts": ProblemKind(422, Wording("项目情形填写有误", "Wrong facts")),
    "undetermined-facts": ProblemKind(422, Wording("还须说明项目情形", "Facts still to be stated")),
    "project-refused": ProblemKind(422, Wording("平台不受理该项目", "The platform does not take this project")),
    "wrong-code": ProblemKind(422, Wording("代码有误", "Wrong code")),
    "item-not-in-theme": ProblemKind(422, Wording("事项不适用", "The item does not apply")),
    "unknown-edition": ProblemKind(404, Wording("没有该目录版本", "Unknown edition")),
    "catalog-faulty": ProblemKind(500, Wording("目录有误", "Faulty catalog")),
    # What the counter itself says.
    "wrong-request": ProblemKind(422, Wording("请求格式有误", "Malformed request")),
    "no-such-address": ProblemKind(404, Wording("没有这个地址", "No such address")),
    "method-not-allowed": ProblemKind(405, Wording("不支持该方法", "Method not allowed")),
    "busy": ProblemKind(503, Wording("暂时无法办理", "Temporarily unavailable")),
    "unexpected": ProblemKind(500, Wording("系统故障", "Unexpected error")),
}
