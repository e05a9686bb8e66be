"""An empty Gradio page with one field, which `evals.page_speed` measures beside ours."""

from __future__ import annotations

import gradio as gr


def main() -> None:
    """Serve it until the process is told to end."""
    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.Textbox(label="Question")
        gr.Button("Ask")
    blocks.launch(ssr_mode=False, footer_links=[])


if __name__ == "__main__":
    main()
