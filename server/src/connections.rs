//! The connections of the server: how many at once, and how long one may be silent.
//!
//! What is spoken is HTTP/1.1, which every proxy speaks to what is behind it. `axum::serve` knows no limits of this kind.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::Response;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt;

/// How long the server waits when it has no file handle left for a connection.
const PAUSE: Duration = Duration::from_millis(200);

/// What a connection, and all of them together, may take.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    /// How many there are at once. More wait in the system's queue until one of these ends.
    pub connections: usize,
    /// How long the head of a request may be on its way, from the moment at which the connection is ready for it: a connection
    /// that says nothing, or that rests between two requests, ends after so long.
    pub head: Duration,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            connections: 512,
            // A head of a few kilobytes over a bad line takes a few seconds.
            head: Duration::from_secs(20),
        }
    }
}

/// Serves until `stop`, and then what is under way, for no longer than `grace`: a client that sends its request byte by byte
/// would hold up the end for ever.
pub async fn serve_until(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
    limits: ConnectionLimits,
    grace: Duration,
) {
    let open = GracefulShutdown::new();
    let permits = Arc::new(Semaphore::new(limits.connections));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head);
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, address, permit) = tokio::select! {
            next = next_connection(&listener, &permits, limits.connections) => next,
            () = &mut stop => break,
        };
        let router = router.clone();
        let service = service_fn(move |request| answer(router.clone(), address, request));
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke off");
            }
            drop(permit);
        });
    }
    drop(listener);
    if tokio::time::timeout(grace, open.shutdown()).await.is_err() {
        tracing::warn!("requests that were still under way were cut off");
    }
}

/// The next connection, as soon as there is room for it.
async fn next_connection(
    listener: &TcpListener,
    permits: &Arc<Semaphore>,
    most: usize,
) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
    if permits.available_permits() == 0 {
        tracing::warn!(most, "as many connections as are served at once; more wait");
    }
    loop {
        // The semaphore is never closed; if it were, nothing more would be served.
        let Ok(permit) = Arc::clone(permits).acquire_owned().await else {
            return std::future::pending().await;
        };
        match listener.accept().await {
            Ok((stream, address)) => return (stream, address, permit),
            // It went away before it was taken.
            Err(error) if is_of_the_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

fn is_of_the_connection(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}

async fn answer(
    router: Router,
    address: SocketAddr,
    request: Request<Incoming>,
) -> Result<Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(address));
    router.oneshot(request).await
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream as Client;

    use axum::routing::get;

    use super::*;

    fn limits(connections: usize, head: u64) -> ConnectionLimits {
        ConnectionLimits {
            connections,
            head: Duration::from_millis(head),
        }
    }

    fn connect(address: SocketAddr) -> Client {
        let client = Client::connect(address).expect("a connection");
        client
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("a limit");
        client
    }

    /// Serves for a client that sends so much of a request and no more, and says whether the end came before the grace was over.
    async fn ends_at_once(sent: &[u8], grace: Duration) -> bool {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let mut client = connect(listener.local_addr().expect("an address"));
        client.write_all(sent).expect("sent");
        let stop = tokio::time::sleep(Duration::from_millis(100));
        let serving = serve_until(listener, Router::new(), stop, limits(8, 60_000), grace);
        let ended = tokio::time::timeout(Duration::from_millis(1_000), serving).await;
        drop(client);
        ended.is_ok()
    }

    #[tokio::test]
    async fn half_a_request_does_not_hold_up_the_end() {
        let half = b"GET / HTTP/1.1\r\nHost: polder.example\r\n";
        assert!(!ends_at_once(half, Duration::from_secs(60)).await, "it waits");
        assert!(
            ends_at_once(half, Duration::from_millis(100)).await,
            "and then no longer"
        );
        assert!(
            ends_at_once(b"", Duration::from_secs(60)).await,
            "for nothing it does not wait"
        );
    }

    /// A server for the rest of the test.
    async fn serving(limits: ConnectionLimits) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = Router::new().route("/", get(async || "here"));
        tokio::spawn(serve_until(
            listener,
            router,
            std::future::pending(),
            limits,
            Duration::ZERO,
        ));
        address
    }

    /// What a visitor gets who asks for a page.
    async fn page(address: SocketAddr) -> String {
        let asked = tokio::task::spawn_blocking(move || {
            let mut client = connect(address);
            client
                .write_all(b"GET / HTTP/1.1\r\nHost: polder.example\r\nConnection: close\r\n\r\n")
                .expect("sent");
            let mut answer = String::new();
            client.read_to_string(&mut answer).expect("an answer");
            answer
        });
        asked.await.expect("a visitor")
    }

    #[tokio::test]
    async fn many_who_say_nothing_keep_nobody_out_for_long() {
        let address = serving(limits(8, 300)).await;
        let half = b"GET / HTTP/1.1\r\nHost: polder.exam";
        // Nothing, half a head, and the beginning of another protocol.
        let silent: Vec<Client> = (0..90)
            .map(|number| {
                let mut client = connect(address);
                let sent: &[u8] = [&b""[..], half, b"PRI * HTTP/2.0\r\n"][number % 3];
                client.write_all(sent).expect("sent");
                client
            })
            .collect();
        assert!(page(address).await.ends_with("here"));
        // Not because they went away.
        drop(silent);
    }

    #[tokio::test]
    async fn a_connection_that_says_nothing_ends() {
        let address = serving(limits(8, 100)).await;
        for sent in [&b""[..], b"GET / HTTP/1.1\r\nHost: polder.exam"] {
            let ended = tokio::task::spawn_blocking(move || {
                let mut client = connect(address);
                client.write_all(sent).expect("sent");
                let mut answer = Vec::new();
                client.read_to_end(&mut answer).map(|_| ())
            });
            ended.await.expect("a client").expect("the end and not the limit");
        }
    }

    #[tokio::test]
    async fn a_connection_rests_between_requests_but_not_for_ever() {
        let address = serving(limits(8, 500)).await;
        let ended = tokio::task::spawn_blocking(move || {
            let mut client = connect(address);
            for _ in 0..3 {
                client
                    .write_all(b"GET / HTTP/1.1\r\nHost: polder.example\r\n\r\n")
                    .expect("sent");
                let mut answer = [0; 1_000];
                let length = client.read(&mut answer).expect("an answer");
                assert!(answer[..length].ends_with(b"here"));
                std::thread::sleep(Duration::from_millis(100));
            }
            client.read(&mut [0; 1]).expect("the end and not the limit")
        });
        assert_eq!(ended.await.expect("a client"), 0);
    }

    #[tokio::test]
    async fn no_more_are_served_at_once_than_are_allowed() {
        let address = serving(limits(2, 60_000)).await;
        let first: Vec<Client> = (0..2).map(|_| connect(address)).collect();
        tokio::time::sleep(Duration::from_millis(100)).await;
        let third = page(address);
        let mut third = std::pin::pin!(third);
        let waits = tokio::time::timeout(Duration::from_millis(300), &mut third).await;
        assert!(waits.is_err(), "{waits:?}");
        drop(first);
        assert!(third.await.ends_with("here"));
    }
}
