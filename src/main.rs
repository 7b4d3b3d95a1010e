//! The `yoruyaku` binary; everything is in the library.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    yoruyaku::Cli::parse().run()
}
