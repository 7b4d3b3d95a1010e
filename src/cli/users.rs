//! `yoruyaku user`: who signs in to the pages.

use std::io::{self, BufRead, Write};

use clap::Subcommand;

use super::{Failure, open};
use crate::{config::Config, directory::Authority, publish, store};

#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    /// Enter someone; the password is read from standard input, one line.
    Add {
        /// The name they sign in with.
        name: String,
        /// What they may do: `operator`, `auditor`, or `editor:<association>`.
        #[arg(long)]
        authority: Authority,
    },
    /// Give someone another password (from standard input), and let them in again if they were not; ends their sessions.
    Passwd {
        /// The name.
        name: String,
    },
    /// Let someone in no more; ends their sessions.
    Disable {
        /// The name.
        name: String,
    },
    /// Ask someone for a code of an authenticator app as well; its secret is shown now and never again.
    SecondFactor {
        /// The name.
        name: String,
        /// Ask them no more.
        #[arg(long)]
        off: bool,
    },
    /// Those there are.
    List,
}

pub(super) fn run(config: &Config, command: UserCommand) -> Result<u8, Failure> {
    let (store, _) = open(config)?;
    let at = config.clock.now().naive_utc();
    let mut out = io::stdout().lock();
    match command {
        UserCommand::Add { name, authority } => {
            if name.is_empty()
                || name.chars().count() > 100
                || name.chars().any(|c| c.is_control() || c.is_whitespace())
            {
                return Err(Failure::refused(format!("{name:?}: a name has 1-100 characters and no blanks")));
            }
            super::tokens::must_be_known(&store, &authority)?;
            let user = publish::add_user(&store, &name, authority, &password()?, "cli", at)?;
            writeln!(out, "{} may sign in as {}", user.name, user.authority)?;
        }
        UserCommand::Passwd { name } => {
            publish::set_password(&store, &name, &password()?, "cli", at)?;
            writeln!(out, "{name} has another password")?;
        }
        UserCommand::Disable { name } => {
            publish::disable_user(&store, &name, "cli", at)?;
            writeln!(out, "{name} may not sign in")?;
        }
        UserCommand::SecondFactor { name, off } => match publish::set_second_factor(&store, &name, !off, "cli", at)? {
            Some(secret) => {
                writeln!(out, "otpauth://totp/Yoruyaku:{name}?secret={secret}&issuer=Yoruyaku")?;
                writeln!(io::stderr(), "{name} is asked for its codes from now on; it is not shown again")?;
            }
            None => writeln!(out, "{name} is asked for the password only")?,
        },
        UserCommand::List => {
            for user in store.read(store::load_users)? {
                let factor = if user.totp_secret.is_some() { "password and code" } else { "password" };
                let state = if user.disabled_at.is_some() { "disabled" } else { factor };
                writeln!(out, "{}\t{}\t{state}", user.name, user.authority)?;
            }
        }
    }
    Ok(0)
}

fn password() -> Result<String, Failure> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        Err(Failure::refused("give the password on standard input"))
    } else {
        Ok(password.to_owned())
    }
}
