//! `yoruyaku area`: the borders of municipalities.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

use clap::Subcommand;
use geo::CoordsIter as _;

use super::{Failure, open};
use crate::{config::Config, publish, store};

#[derive(Debug, Subcommand)]
pub(super) enum AreaCommand {
    /// Take the borders of a GeoJSON file (Polygon or MultiPolygon features with a municipality code, such as 国土数値情報 N03) in
    /// place of those of the same municipalities.
    Import {
        /// The file.
        file: PathBuf,
        /// The property that holds the code, when it is not one of the usual ones.
        #[arg(long)]
        code_property: Option<String>,
    },
    /// The municipalities whose borders are known.
    List,
    /// Forget the border of a municipality.
    Remove {
        /// Its code, such as 13112.
        code: String,
    },
}

pub(super) fn run(config: &Config, command: AreaCommand) -> Result<u8, Failure> {
    let (store, _) = open(config)?;
    let at = config.clock.now().naive_utc();
    let mut out = io::stdout();
    match command {
        AreaCommand::Import { file, code_property } => {
            let name = file.display();
            let bytes = fs::read(&file).map_err(|error| Failure::refused(format!("{name}: {error}")))?;
            let import = publish::import_borders(&store, &bytes, code_property.as_deref(), "cli", at)
                .map_err(|error| Failure::refused(format!("{name}: {error}")))?;
            let publish::BordersImport { features, uncoded, areas } = import;
            writeln!(out, "{name}: features in {features}, without a code {uncoded}, borders taken {}", areas.len())?;
            for area in areas {
                writeln!(out, "{}\t{}{}", area.code, area.prefecture, area.municipality)?;
            }
        }
        AreaCommand::List => {
            for border in store.read(store::load_borders)? {
                let (area, points) = (border.area, border.outline.coords_count());
                writeln!(out, "{}\t{}{}\t{points} points", area.code, area.prefecture, area.municipality)?;
            }
        }
        AreaCommand::Remove { code } => {
            if !publish::remove_border(&store, &code, "cli", at)? {
                return Err(Failure::refused(format!("no border is known of {code:?}; see `yoruyaku area list`")));
            }
        }
    }
    Ok(0)
}
