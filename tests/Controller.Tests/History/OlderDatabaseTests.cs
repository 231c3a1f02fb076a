using Fleet.Controller.History.Opening;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Fleet.Controller.Tests.History;

/// <summary>What an earlier version stored is there after its schema was brought up.</summary>
public sealed class OlderDatabaseTests
{
    [Fact]
    public async Task A_regression_that_was_open_before_regressions_had_a_life_is_judged_on()
    {
        await using var temp = TempDatabase.Closed();
        await MakeAsync(
            temp.Path,
            "20261122154428_Diagnoses",
            """
            INSERT INTO host(id, name, created_at, agent_version) VALUES(1, 'web-12', 0, '0.1.0');
            INSERT INTO host_position(host_id, spool_id, epoch, next_seq, last_at, catch_up_to, received_at, version)
                VALUES(1, 's', 1, 7, 0, 0, 0, 3);
            """
                + Regression(1, RegressionState.Open, "alice")
                + Regression(2, RegressionState.Resolved, "bob")
        );

        await temp.OpenAsync();
        var state = (await temp.Hosts.LoadAsync(1, CancellationToken.None)).State;

        var entry = Assert.Single(state.Regressions.Values);
        Assert.Equal(("alice", RegressionState.Open), (entry.Key.Subject, entry.State));
        Assert.Equal((1, 0), (entry.Openings, entry.LatelyOpened.Length));
        Assert.True(entry.IsOpen);
    }

    private static string Regression(int id, RegressionState state, string subject) =>
        $"""
            INSERT INTO regression(id, host_id, kind, rule, subject, state, severity, "check", summary, before, after, remedy, changes,
                opened_at, opened_seq, cause_resolved, late, accepted_by, reason)
            VALUES({id}, 1, 1, 'ssh.paths/strict_modes', '{subject}', {(int)
                state}, 4, 'ssh.paths', 's', 'passed', 'fail', '[]', '[]', 0, 5, 0, 0, '', '');
            """;

    private static async Task MakeAsync(string path, string migration, string sql)
    {
        await using var connection = WriteConnection.Open(path);
        await using FleetDb db = FleetDbOn.Connection(connection);
        await db.GetService<IMigrator>().MigrateAsync(migration);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        _ = await command.ExecuteNonQueryAsync();
    }
}
