"""advisor as parts of a program that is built with LangChain: see docs/langchain.md."""

from advisor.channels.langchain.messages import answer_message, markdown_message
from advisor.channels.langchain.retriever import AdvisorRetriever
from advisor.channels.langchain.runnable import AdvisorRunnable
from advisor.channels.langchain.shared_index import SharedIndex
from advisor.channels.langchain.showing import Showing

__all__ = [
    "AdvisorRetriever",
    "AdvisorRunnable",
    "SharedIndex",
    "Showing",
    "answer_message",
    "markdown_message",
]
