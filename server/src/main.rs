//! The binary `polder`.

use std::process::ExitCode;

use clap::Parser;
use server::command;
use server::config::{AuditCommand, Cli, Command, ContentCommand, IatiCommand, ModelCommand, UserCommand};
use server::serve;

/// Rendering a page takes many small pieces of memory; this hands them out faster than the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    // A wrong value names itself and what is allowed, and exits with 2: clap does that.
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Serve(options) => serve::serve(options).await,
        Command::Migrate(options) => command::migrate(&options).await,
        Command::Demo(options) => command::demo::load(&options).await,
        Command::Content(ContentCommand::Check(options)) => command::content::check(&options),
        Command::Content(ContentCommand::Template(options)) => command::content::template(&options),
        Command::Iati(IatiCommand::Check(options)) => command::iati::check(&options),
        Command::Model(ModelCommand::Diff(options)) => command::model::diff(&options),
        Command::Work(options) => command::work::run(&options).await,
        Command::Jobs(options) => command::jobs::run(&options).await,
        Command::Audit(AuditCommand::Verify(options)) => command::audit::verify(&options).await,
        Command::VerifyRelease(options) => command::verify::run(&options).await,
        Command::User(UserCommand::Add(options)) => command::user::add(&options).await,
        Command::User(UserCommand::Link(options)) => command::user::link(&options).await,
        Command::User(UserCommand::Export(options)) => command::user::export(&options).await,
        Command::User(UserCommand::Remove(options)) => command::user::remove(&options).await,
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("polder: {}", failure.message);
            ExitCode::from(failure.status)
        }
    }
}
