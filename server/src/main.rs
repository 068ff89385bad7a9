//! The binary `polder`.

use std::process::ExitCode;

use clap::Parser;
use server::config::{Cli, Command};
use server::serve;
use store::Store;

#[tokio::main]
async fn main() -> ExitCode {
    // A wrong value names itself and what is allowed, and exits with 2: clap does that.
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Serve(options) => serve::serve(options).await,
        Command::Migrate(options) => migrate(&options.store_options()).await,
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("polder: {message}");
            ExitCode::FAILURE
        }
    }
}

async fn migrate(options: &store::StoreOptions) -> Result<(), String> {
    let store = Store::open(options).await.map_err(|error| error.to_string())?;
    store.migrate().await.map_err(|error| error.to_string())?;
    println!("{} is at this version's tables.", store.database());
    store.close().await;
    Ok(())
}
