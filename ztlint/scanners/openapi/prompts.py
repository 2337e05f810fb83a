"""Checks of texts that language models read: what people don't see, and what gives models orders."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from ztlint.openapi import Api
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.texts import Prose, addresses, places, prose

_FLAGS = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]+\U000e007f")
_HIDDEN = (
    ("tag characters, which nobody sees", re.compile("[\U000e0000-\U000e007f]")),
    ("characters that turn the direction of the text", re.compile("[\u202d\u202e]")),
    (
        "a run of invisible characters",
        re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u180e\u00ad\u3164\u115f\u1160\uffa0]{3,}"),
    ),
    (
        "a run of variation selectors",
        re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}"),
    ),
    (
        "an invisible character inside a word",
        re.compile("[A-Za-z][\u200b-\u200d\u2060-\u2064\ufeff\u180e]+[A-Za-z]"),
    ),
)
_EMBEDDINGS = re.compile("[\u202a-\u202c\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_INVISIBLE = re.compile("[\u200b\u2060-\u2064\ufeff\u180e]")
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u4e00-\u9fff]")
_MANY = 4


def _hidden(text: str) -> str:
    """Not flags, joined emoji, right-to-left languages, nor the break marks of languages without spaces."""
    if text.isascii():
        return ""
    rest = _FLAGS.sub("", text).lstrip("\ufeff")
    found = next((what for what, pattern in _HIDDEN if pattern.search(rest)), "")
    if not found and _EMBEDDINGS.search(rest) and not _RIGHT_TO_LEFT.search(rest):
        return "characters that turn the direction of the text"
    if not found and len(_INVISIBLE.findall(rest)) >= _MANY and not _WITHOUT_SPACES.search(rest):
        return "invisible characters all over"
    return found


# All patterns of wording are searched in lower case, and only where one of their stems occurs.
_MODEL = (
    r"(?:(?:ai|llm|large language|language|autonomous|coding) (?:agents?|assistants?|models?"
    r"|systems?|tools?"
    r"|clients?)|ais?|llms?|chat ?bots?|chat ?gpt|claude|gemini|copilot"
    r"|(?:any|dear|all|attention,?|note to|message to|if you are an?) (?:agents?|assistants?|models?)"
    r"|(?:agent|assistant)(?=,? please)"
    r"|(?:agents?|assistants?|models?) (?:reading|processing|parsing|using|consuming"
    r"|calling) (?:this|these))"
)
_ABOUT_MODEL = (
    "llm", "language model", "ai ", "ai:", "ai,", "ais ", "chatbot", "chat bot", "gpt", "claude", "gemini",
    "copilot", "agent", "assistant", "models reading", "model reading",
)  # fmt: skip
_PLAIN_ORDERS = (
    (
        ("instruction", "prompt", "directive", "guardrail", "safety "),
        re.compile(
            r"\b(?:ignore|disregard|forget|bypass|discard|override|do not follow|don't follow"
            r"|stop following)\b"
            r"(?:\W+\w+){0,3}?\W+(?:previous|previously|prior|above|earlier|preceding|foregoing|all"
            r"|any|your"
            r"|their|system|safety)\b(?:\W+\w+){0,3}?"
            r"\W+(?:instructions?|prompts?|directives?|guardrails?|safety (?:rules|policies"
            r"|guidelines)|guidelines)\b"
        ),
    ),
    (
        ("ignore ", "disregard ", "forget "),
        re.compile(
            r"\b(?:ignore|disregard|forget) (?:everything|anything|what) (?:you (?:were|have been"
            r"|are)|above"
            r"|before|said)"
        ),
    ),
    (
        ("system prompt", "system message", "initial instruction"),
        re.compile(
            r"\b(?:reveal|print|output|repeat|leak|show|return|include|send|forward|post"
            r"|append) (?:me )?(?:your|the) "
            r"(?:full |entire |hidden )*(?:system prompt|system message|initial instructions)\b"
        ),
    ),
    (
        ("<|", "[inst]", "<<sys", "<system>", "<important>"),
        re.compile(
            r"<\|(?:im_start|im_end|system|start_header_id)\|>|\[/?inst\]|<</?sys>>"
            r"|<system>[^<]{8,}</system>"
            r"|<important>[^<]{0,200}\b(?:you must|before (?:using|calling)|do not|read|always)\b"
        ),
    ),
    (
        ("system", "instructions:", "instruction:"),
        re.compile(
            r"^\W*(?:\[?system\]?(?: prompt| message| instructions?| override)?|(?:new|updated"
            r"|hidden|secret)"
            r" (?:system )?(?:prompt|instructions?))\s*[:\]]\s*(?:you (?:are|must|will|have)|ignore"
            r"|always|never"
            r"|new instructions|reveal|override|from now on|do not|the assistant)\b",
            re.MULTILINE,
        ),
    ),
    (
        (" mode", "unrestricted", "jailb", "are now dan"),
        re.compile(
            r"\b(?:enter|switch to|you are now in) (?:developer|debug|god|admin|jailbreak|dan"
            r"|unrestricted) mode\b"
            r"|\byou are (?:now )?(?:an? )?(?:unrestricted|jailbroken|dan)\b"
        ),
    ),
    (
        ("before responding", "before answering", "before replying"),
        re.compile(
            r"\bbefore (?:responding|answering|replying)[^.\n]{0,40}\b(?:call|send|post|fetch|read|invoke)\b"
        ),
    ),
    (
        ("summarizing", "summarising", "describing", "explaining", "answering", "presenting"),
        re.compile(
            r"\bwhen (?:summari[sz]ing|describing|explaining|answering|presenting)[^.\n]{0,40}"
            r"\b(?:tell|always|never|recommend|claim|insert|say|do not mention)\b"
        ),
    ),
    (
        (
            "your context",
            "your memory",
            "your instructions",
            "context window",
            "~/.",
            "id_rsa",
            "/etc/passwd",
        ),
        re.compile(
            r"\b(?:send|forward|post|upload|include|append|copy|paste|attach|email|transmit|leak"
            r"|exfiltrate|pass"
            r"|read|open|load|cat)\b[^.\n]{0,60}?(?:\b(?:(?:the |your )context window"
            r"|your (?:context|memory|instructions|system message))\b|~/\.(?:ssh|aws|config|env|netrc|kube)"
            r"|\bid_rsa|/etc/passwd)"
        ),
    ),
    (
        ("conversation", "chat history", "transcript"),
        re.compile(
            r"\b(?:send|forward|post|upload|copy|email|transmit|exfiltrate)\b[^.\n]{0,60}?"
            r"\b(?:conversation|chat history|transcript)\b[^\n]{0,40}?(?:https?://|\battacker\b)"
        ),
    ),
    (
        ("the above", "everything above"),
        re.compile(
            r"\b(?:ignore|disregard|forget) (?:all of )?(?:the|everything) above\b[^.\n]{0,20}"
            r"\b(?:and|instead)\b"
            r" (?:call|send|post|delete|run|reveal|forward|export|transfer)\b"
        ),
    ),
    (
        ("silently ",),
        re.compile(
            r"\bsilently (?:append|send|include|forward|post|upload|pass|copy|attach)\b[^.\n]{0,60}"
            r"\b(?:environment|secrets?|tokens?|credentials?|api keys?|contents? of|conversation|files?)\b"
        ),
    ),
    (
        ("new instructions:",),
        re.compile(r"\bnew instructions:\s+(?:forward|send|post|call|email|delete|transfer|export|reveal)\b"),
    ),
    (
        ("reads this", "sees this", "uses this", "calls this", "processes this"),
        re.compile(
            r"\bwhen(?:ever)? (?:the|an?|your|any) (?:ai )?(?:assistant|agent|model|ai|llm)"
            r" (?:reads|sees|uses|calls|processes) this\b[^.\n]{0,40}\b(?:must|has to|always|first)\b"
        ),
    ),
)
_OTHER_LANGUAGES = re.compile(
    r"\bignor[ae]\w*\s+(?:\w+\s+){0,3}instruc\w+\s+(?:anteriores|previas|prévias)"
    r"|\bignor\w+\s+(?:\w+\s+){0,3}instructions\s+(?:précédentes|antérieures|ci-dessus)"
    r"|\bignorier\w*\s+(?:\w+\s+){0,2}(?:vorherig|bisherig|vorig|obig|früher)\w+\s+(?:anweisung"
    r"|instruktion)\w*"
    r"|\bignora\w*\s+(?:\w+\s+){0,3}istruzioni\s+precedenti"
    r"|(?:忽略|无视|無視)[^。\n]{0,12}(?:指令|指示|提示)|(?:以前|これまで|上記|前)の[^。\n]{0,6}(?:指示|命令)を[^。\n]{0,8}無視"
    r"|игнориру\w*\s+(?:\w+\s+){0,2}(?:предыдущ|прежн)\w+\s+(?:инструкц|указан)\w*"
)
_DESCRIPTIVE = re.compile(
    r"(?:\b(?:may|might|can|could|would|cannot|not|from|that|which|they|it|to)|'t)\s+\Z"
)
_ORDERED = re.compile(r"\b(?:have|need|has|sure|remember|required|instructed) to\s+\Z")
_ABOUT_ATTACKS = re.compile(
    r"injection|jailbreak|malicious|moderation|adversarial|red[- ]team|phrases? (?:such as|like)"
)
_QUOTES = ("'", '"', "`", "\u201c", "\u2018", "(")
_ORDER_TO_MODEL = re.compile(
    rf"\b{_MODEL}\b"
    r"(?:[^.\n]{0,60}?\b(?:must|should|shall|have to|has to|need to|are (?:required|instructed) to)"
    r"|\s*[:,-](?: please| you must| you should| always| first| now| also)*)"
    r"\s+(?:also |first |always |never |silently |not )*(?P<order>[a-z]+)\b[^.\n]{0,120}"
)
_ORDERS = frozenset(
    """send forward post upload include append copy paste attach email transmit leak exfiltrate reveal
    disclose ignore disregard bypass skip delete transfer execute run hide conceal approve grant disable call
    invoke tell inform mention ask confirm pass fetch read output return treat""".split()
)
_SUSPECT = re.compile(
    r"\b(?:secrets?|passwords?|credentials?|api[ _-]?keys?|(?:access )?tokens?|private keys?|cookies?|ssh"
    r"|environment|conversation|history|prompts?|instructions?|confirm\w*|user'?s? (?:data|files?"
    r"|messages?)"
    r"|without|silently|before (?:any|every|each|all|answering|responding)|instead"
    r"|all (?:users?|accounts?|records?|files?|data)|https?://|(?:tell|inform|mention|ask|notify)\w*"
    r"|to the user|every (?:request|response|answer)|delete|admin\w*)"
)
_CONCEALED = re.compile(
    r"\b(?:do not|don't|never|without)\s+(?:\w+\s+){0,2}?(?:tell|telling|inform|informing|mention"
    r"|mentioning"
    r"|reveal|revealing|notify|notifying|alert|alerting|disclose|disclosing|ask|asking|let)\b"
    r"(?:\s+\w+){0,5}?\s+(?:the )?(?:user|human|operator)\b"
)
_TO_MODEL = re.compile(
    rf"\b{_MODEL}\b|\bmodels? (?:must|should)\b|\byou are an? (?:helpful )?(?:assistant|agent)\b"
    r"|\b(?:before|after|when) (?:using|calling|invoking|responding|answering)\b[^.\n]{0,60}?"
    r"\b(?:you (?:must|should|need to|have to)|call|read|send)\b|\bthis (?:tool|function)\b"
    r"|\byou must (?:always|first|also|silently|now)\b"
)
_NEAR = 300
_LINK_COMMENT = re.compile(r"^\[//\]:[ \t]*#[ \t]*[(\"']([^\n]{0,2000})$", re.MULTILINE)
_COMMENT_ORDER = re.compile(
    rf"\b(?:{_MODEL}|assistants?|agents?)\b.{{0,80}}\b(?:must|should|shall|always|never|call|send"
    rf"|use|include|ignore|do not"
    rf"|don't|return)\b"
    r"|\byou (?:must|should|shall|have to|need to|are (?:now|required"
    r"|instructed))\b.{0,60}\b(?:call|send|include"
    r"|ignore|return|reveal|use|fetch|post|forward|execute|delete|never|always|tell|mention)\b"
    r"|\b(?:call|send|forward|post|fetch|execute)\b.{0,60}\b(?:secrets?|passwords?|credentials?"
    r"|api[ _-]?keys?"
    r"|tokens?|conversation|https?://|environment)",
    re.DOTALL,
)
_BY_PEOPLE = re.compile(r"\b(?:todo|fixme|xxx|hack)\b")


def _orders(texts: Prose) -> Iterator[tuple[int, str]]:
    """Index of a text and what it is."""
    for stems, judge, what in _KINDS:
        yield from ((index, what) for index in texts.holding(stems) if judge(texts.lowered[index]))


def _in_comment(text: str) -> bool:
    return any(_commands(comment) for comment in _comments(text))


def _comments(text: str) -> Iterator[str]:
    """What stands in HTML comments, one that is not closed included, and in the Markdown idiom for them."""
    at = text.find("<!--")
    while at >= 0:
        end = text.find("-->", at)
        yield text[at + 4 : end if end >= 0 else len(text)]
        at = text.find("<!--", end) if end >= 0 else -1
    yield from (match[1] for match in _LINK_COMMENT.finditer(text))


def _to_model(text: str) -> bool:
    return any(_is_order(match) for match in _ORDER_TO_MODEL.finditer(text))


def _secret(text: str) -> bool:
    """Something is kept from the user, and a model is spoken to nearby."""
    for match in _CONCEALED.finditer(text):
        if _TO_MODEL.search(text, max(0, match.start() - _NEAR), match.end() + _NEAR):
            return True
    return False


def _elsewhere(text: str) -> bool:
    return bool(_OTHER_LANGUAGES.search(text))


_ELSEWHERE = ("instruc", "anweisung", "instruktion", "istruzioni", "指", "命令", "инструкц", "указан")
_SECRETLY = ("tell", "inform", "mention", "reveal", "notify", "alert", "disclos", " ask")


def _gives(pattern: re.Pattern[str], text: str) -> bool:
    return any(not _told_of(text, match.start()) for match in pattern.finditer(text))


def _told_of(text: str, at: int) -> bool:
    """Whether the words before make it a report (`a model may ...`), or a quotation in a text on attacks."""
    before = text[max(0, at - 40) : at]
    if _DESCRIPTIVE.search(before) and not _ORDERED.search(before):
        return True
    return before.rstrip().endswith(_QUOTES) and bool(_ABOUT_ATTACKS.search(text))


def _is_order(match: re.Match[str]) -> bool:
    return match["order"] in _ORDERS and bool(_SUSPECT.search(match[0]))


def _commands(comment: str) -> bool:
    if _BY_PEOPLE.search(comment):
        return False
    if any(_gives(pattern, comment) for _, pattern in _PLAIN_ORDERS):
        return True
    return bool(_COMMENT_ORDER.search(comment) or _CONCEALED.search(comment))


_DROP = "an order to drop or disclose instructions"
_KINDS: tuple[tuple[tuple[str, ...], Callable[[str], bool], str], ...] = (
    (("<!--", "[//]"), _in_comment, "a comment with orders that no reader sees"),
    *((stems, partial(_gives, pattern), _DROP) for stems, pattern in _PLAIN_ORDERS),
    (_ELSEWHERE, _elsewhere, _DROP),
    (_ABOUT_MODEL, _to_model, "an order to a language model"),
    (_SECRETLY, _secret, "an order to keep something from the user"),
)
"""Stems without which a text can't be of a kind, what decides, and what to say."""


@check(given="api")
def prompt_injection(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """Text that people don't see and language models read, or that gives models orders."""
    texts = prose(api)
    told = {text: what for text in (*texts.texts, *addresses(api)) if (what := _hidden(text))}
    for index, what in _orders(texts):
        told.setdefault(texts.texts[index], what)
    for node, what in places(api, told):
        yield Hit(node, {"what": what}, cause=f"{node.document.path} {node.pointer}")
