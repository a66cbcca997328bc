import os

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello():
    return f"Hello from Python! {os.environ.get('APP_MESSAGE', '')}\n", {"Content-Type": "text/plain"}


@app.get("/health")
def health():
    return {"status": "ok"}
