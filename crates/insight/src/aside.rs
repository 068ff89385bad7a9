//! Work that takes seconds, off the threads that serve requests.

use usecase::{Error, Result};

/// That a computation is aside. Only [`aside`] makes one: what takes it cannot be called on a thread that serves requests.
#[derive(Debug)]
pub(crate) struct Aside(());

/// Computes on a thread of its own. Groups and releases of hundreds of bodies take seconds, for which no other request should wait.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl FnOnce(&Aside) -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(|| work(&Aside(())))
        .await
        .map_err(|error| Error::Internal(error.to_string()))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn others_are_served_meanwhile() {
        let (ask, asked) = std::sync::mpsc::channel::<()>();
        let work = aside(move |_| asked.recv().map_err(|error| Error::Internal(error.to_string())));
        // There is one thread that serves: if the work were done on it, nothing would ever answer.
        let serve = async move { ask.send(()) };
        let (worked, served) = tokio::join!(work, serve);
        assert!(worked.is_ok() && served.is_ok());
    }

    #[tokio::test]
    async fn a_panic_is_an_error_of_whoever_asked() {
        let done: Result<()> = aside(|_| panic!("on purpose")).await;
        assert!(matches!(done, Err(Error::Internal(_))), "{done:?}");
    }
}
