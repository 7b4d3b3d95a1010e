//! `yoruyaku token`: who may upload and publish.

use std::io::{self, Write};

use chrono::Days;
use clap::Subcommand;

use super::{Failure, open};
use crate::{
    config::Config,
    directory::Authority,
    publish,
    store::{self, Store},
};

#[derive(Debug, Subcommand)]
pub(super) enum TokenCommand {
    /// Make one; its text is shown now and never again.
    Create {
        /// What it is for.
        #[arg(long)]
        name: String,
        /// What its bearer may do: `operator`, `auditor`, or `editor:<association>`.
        #[arg(long)]
        authority: Authority,
        /// Days until it is refused, 1–3650.
        #[arg(long, default_value_t = 365, value_parser = clap::value_parser!(u64).range(1..=3650))]
        days: u64,
    },
    /// Those there are.
    List,
    /// Take one back.
    Revoke {
        /// Its id.
        id: String,
    },
}

pub(super) fn run(config: &Config, command: TokenCommand) -> Result<u8, Failure> {
    let (store, _) = open(config)?;
    let at = config.clock.now().naive_utc();
    let mut out = io::stdout().lock();
    match command {
        TokenCommand::Create { name, authority, days } => {
            must_be_known(&store, &authority)?;
            let (token, text) = publish::create_token(&store, &name, authority, at + Days::new(days), "cli", at)?;
            writeln!(out, "{text}")?;
            writeln!(
                io::stderr(),
                "token {} for {}, until {} UTC; it is not shown again",
                token.id,
                token.authority,
                token.expires_at
            )?;
        }
        TokenCommand::List => {
            for token in store.read(store::load_tokens)? {
                let state = match token.revoked_at {
                    Some(revoked) => format!("revoked {revoked}"),
                    None if token.expires_at <= at => format!("expired {}", token.expires_at),
                    None => format!("until {}", token.expires_at),
                };
                writeln!(out, "{}\t{}\t{}\t{state}", token.id, token.authority, token.name)?;
            }
        }
        TokenCommand::Revoke { id } => {
            publish::revoke_token(&store, &id, "cli", at)?;
            writeln!(out, "token {id} is refused from now on")?;
        }
    }
    Ok(0)
}

/// Refuses the authority over an association that there is not.
pub(super) fn must_be_known(store: &Store, authority: &Authority) -> Result<(), Failure> {
    if let Authority::Editor(association) = authority {
        let known = store.read(store::load_associations)?;
        if !known.iter().any(|one| one.id == *association) {
            return Err(Failure::refused(format!("there is no association {:?}", association.as_str())));
        }
    }
    Ok(())
}
