//! `yoruyaku caution`: times of the year when many pharmacies close though no holiday says so (お盆).

use std::{
    io::{self, Write},
    path::PathBuf,
};

use clap::Subcommand;

use super::{Failure, emergency::bytes_of, open};
use crate::{config::Config, publish};

#[derive(Debug, Subcommand)]
pub(super) enum CautionCommand {
    /// Write those in force as CSV.
    List,
    /// Take these in the place of those in force; a table without rows says that there are none.
    Set {
        /// A CSV file as `list` writes it (`from,to`: 08-13,08-16), or - for standard input.
        file: PathBuf,
    },
    /// Take the program's own again: 08-13 to 08-16.
    Reset,
}

pub(super) fn run(config: &Config, command: CautionCommand) -> Result<u8, Failure> {
    let (store, _) = open(config)?;
    match command {
        CautionCommand::List => {
            let mut out = csv::Writer::from_writer(io::stdout());
            out.write_record(publish::CAUTION_COLUMNS).map_err(Failure::refused)?;
            for period in publish::load_cautions(&store)? {
                let (from, to) = period.days_text();
                out.write_record([from, to]).map_err(Failure::refused)?;
            }
            out.flush()?;
        }
        CautionCommand::Set { file } => {
            let periods = publish::read_cautions(&bytes_of(&file)?)
                .map_err(|error| Failure::refused(format!("{}: {error}", file.display())))?;
            publish::set_cautions(&store, config.clock, Some(&periods))?;
            writeln!(io::stdout(), "periods set: {}", periods.len())?;
        }
        CautionCommand::Reset => publish::set_cautions(&store, config.clock, None)?,
    }
    Ok(0)
}
