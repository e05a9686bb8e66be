"""Lets the log, the metrics and, where it is set up, tracing see every request and question."""

from __future__ import annotations

from contextlib import AsyncExitStack

from fastapi import FastAPI

from advisor.channels.web import metrics
from advisor.channels.web.exchanges import Exchanges, Follow
from advisor.channels.web.request_log import request_log
from advisor.service.answer_log import answer_log
from advisor.service.logs import CallerLabels
from advisor.service.parts import Service


def install(app: FastAPI, service: Service, stack: AsyncExitStack) -> None:
    """Watch an application. To be called last: it is to see what all other parts answer.

    `stack` ends with the application. BadInputError tells of a setting that cannot be used.
    """
    settings = service.settings
    label = CallerLabels()
    figures = metrics.Metrics(service)
    follow: list[Follow] = [request_log(label, with_addresses=settings.log_addresses)]
    follow.append(figures.follow)
    service.observers.add(answer_log(label))
    service.observers.add(figures.observe)
    if settings.otlp_endpoint:
        from advisor.channels.web.tracing import Tracing

        tracing = Tracing(settings.otlp_endpoint)
        stack.push_async_callback(tracing.close)
        follow.append(tracing.follow)
        service.observers.add(tracing.observe)
    app.state.metrics = figures
    app.include_router(metrics.router)
    app.add_middleware(Exchanges, follow=follow, trusted_proxies=settings.trusted_proxies)
