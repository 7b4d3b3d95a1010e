//! How long a body may take to come in: a sender who is slow, or gone, shall not keep a place from others for ever.

use std::{
    cell::Cell,
    future::Future,
    pin::{Pin, pin},
    rc::Rc,
    task::{Context, Poll, ready},
    time::Duration,
};

use actix_web::{
    HttpRequest,
    error::PayloadError,
    web::{Bytes, Data, Payload},
};
use futures_util::Stream;
use tokio::time::{Instant, timeout_at};

use super::{
    App,
    problem::{Code, Problem, Text},
};

/// How long bodies are waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Between one part of a body and the next.
    pub silence: Duration,
    /// For the whole of it.
    pub whole: Duration,
}

impl Default for Patience {
    /// A minute without a byte, ten minutes for all: 20 MiB at 35 kB a second.
    fn default() -> Self {
        Self { silence: Duration::from_mins(1), whole: Duration::from_mins(10) }
    }
}

/// A body that notes when something of it came.
pub struct Heard {
    payload: Payload,
    last: Rc<Cell<Instant>>,
}

impl Stream for Heard {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = ready!(Pin::new(&mut self.payload).poll_next(cx));
        self.last.set(Instant::now());
        Poll::Ready(next)
    }
}

/// Reads a body by `read`, as long as it comes in time.
///
/// # Errors
/// `request_timeout`, and those of `read`.
pub async fn in_time<T, F: Future<Output = Result<T, Problem>>>(
    request: &HttpRequest,
    payload: Payload,
    read: impl FnOnce(Heard) -> F,
) -> Result<T, Problem> {
    let app = request.app_data::<Data<App>>();
    let Patience { silence, whole } = app.map(|app| app.settings.patience).unwrap_or_default();
    let begun = Instant::now();
    let last = Rc::new(Cell::new(begun));
    let mut reading = pin!(read(Heard { payload, last: Rc::clone(&last) }));
    loop {
        let until = (last.get() + silence).min(begun + whole);
        match timeout_at(until, &mut reading).await {
            Ok(read) => return read,
            // Something came meanwhile, and the next may take its time again.
            Err(_) if (last.get() + silence).min(begun + whole) > until => {}
            Err(_) => return Err(too_slow(silence, whole)),
        }
    }
}

fn too_slow(silence: Duration, whole: Duration) -> Problem {
    let (silence, whole) = (silence.as_secs(), whole.as_secs());
    let text = Text::new(
        format!(
            "本文が{silence}秒のあいだ届かなかったか、{whole}秒で終わりませんでした。何も登録していません。もう一度送ってください。"
        ),
        format!(
            "Nothing of the body came for {silence} seconds, or it was not whole after {whole}. Nothing was kept; send it again."
        ),
    );
    Problem::because(Code::RequestTimeout, text)
}
