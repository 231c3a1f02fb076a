using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Fleet.Controller.History.Schema;

/// <summary>Names columns, keys and indexes as SQL is written by hand.</summary>
internal static class SnakeCase
{
    public static void Name(IMutableModel model)
    {
        foreach (var entity in model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(Of(property.Name));
            }

            foreach (var key in entity.GetKeys())
            {
                key.SetName($"pk_{entity.GetTableName()}");
            }

            foreach (var index in entity.GetIndexes().Where(index => index.Name is null))
            {
                var columns = string.Join('_', index.Properties.Select(p => Of(p.Name)));
                index.SetDatabaseName($"ix_{entity.GetTableName()}_{columns}");
            }

            foreach (var foreign in entity.GetForeignKeys())
            {
                foreign.SetConstraintName(
                    $"fk_{entity.GetTableName()}_{foreign.PrincipalEntityType.GetTableName()}"
                );
            }
        }
    }

    private static string Of(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
