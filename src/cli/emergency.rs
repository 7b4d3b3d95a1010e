//! `yoruyaku emergency`: the numbers to call when a pharmacy is not enough.

use std::{
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use clap::Subcommand;

use super::{Failure, open};
use crate::{config::Config, directory::Emergency, publish};

#[derive(Debug, Subcommand)]
pub(super) enum EmergencyCommand {
    /// Write the lines in force as CSV: the program's own, and those that were set.
    List,
    /// Take these lines in the place of those set before; they lie over the program's own.
    Set {
        /// A CSV file as `list` writes it, or - for standard input.
        file: PathBuf,
    },
    /// Show the program's own numbers again, and no others.
    Reset,
}

pub(super) fn run(config: &Config, command: EmergencyCommand) -> Result<u8, Failure> {
    let (store, _) = open(config)?;
    let at = config.clock.now().naive_utc();
    match command {
        EmergencyCommand::List => list(&publish::load_emergency(&store)?)?,
        EmergencyCommand::Set { file } => {
            let emergency = publish::read_emergency(&bytes_of(&file)?)
                .map_err(|error| Failure::refused(format!("{}: {error}", file.display())))?;
            publish::set_emergency(&store, &emergency, "cli", at)?;
            writeln!(io::stdout(), "lines set: {}", emergency.lines.len())?;
        }
        EmergencyCommand::Reset => publish::set_emergency(&store, &Emergency::default(), "cli", at)?,
    }
    Ok(0)
}

/// The bytes of a file, or of standard input for `-`.
pub(super) fn bytes_of(file: &Path) -> Result<Vec<u8>, Failure> {
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    fs::read(file).map_err(|error| Failure::refused(format!("{}: {error}", file.display())))
}

/// Those of the program that no set line replaces, then the set ones: setting what is written changes nothing.
fn list(own: &Emergency) -> Result<(), Failure> {
    let mut out = csv::Writer::from_writer(io::stdout());
    out.write_record(publish::EMERGENCY_COLUMNS).map_err(Failure::refused)?;
    let of_program = publish::EMERGENCY.lines.iter().filter(|line| {
        !own.lines.iter().any(|one| one.area == line.area && one.phone == line.phone && one.lang == line.lang)
    });
    for line in of_program.chain(&own.lines) {
        out.write_record([&line.area, &line.phone, &line.lang, &line.name, &line.note]).map_err(Failure::refused)?;
    }
    out.flush()?;
    Ok(())
}
