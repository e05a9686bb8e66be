"""The web page: the answers of advisor in Gradio, in Swedish and in English."""
