//! `yoruyaku gazetteer`: the places people type.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

use clap::Subcommand;

use super::{Failure, open};
use crate::{config::Config, publish};

#[derive(Debug, Subcommand)]
pub(super) enum GazetteerCommand {
    /// Take a table of 位置参照情報 (国土交通省): blocks (街区) or towns (大字・町丁目), as unpacked from its zip.
    Import {
        /// The CSV files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

pub(super) fn run(config: &Config, command: GazetteerCommand) -> Result<u8, Failure> {
    let (store, _) = open(config)?;
    let GazetteerCommand::Import { files } = command;
    for file in files {
        let name = file.display();
        let bytes = fs::read(&file).map_err(|error| Failure::refused(format!("{name}: {error}")))?;
        let at = config.clock.now().naive_utc();
        let import = publish::import_gazetteer(&store, &bytes, "cli", at)
            .map_err(|error| Failure::refused(format!("{name}: {error}")))?;
        writeln!(io::stdout(), "{name}: rows in {}, places taken {}", import.rows_in, import.places)?;
    }
    Ok(0)
}
